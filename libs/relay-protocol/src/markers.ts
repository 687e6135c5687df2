/**
 * What the relay writes on an idle reverse session, one byte each; after a start marker none follows.
 *
 * | byte | meaning | then |
 * |---|---|---|
 * | 0x00 | keepalive, every 15 s | keep waiting |
 * | 0x01 | raw start | bytes of a caller of the TCP port |
 * | 0x02 | TLS start | a caller's TLS, from its ClientHello on |
 */
export const MARKER = { keepalive: 0x00, rawStart: 0x01, tlsStart: 0x02 } as const;
export type Marker = (typeof MARKER)[keyof typeof MARKER];
