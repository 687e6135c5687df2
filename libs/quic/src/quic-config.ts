import { QUIC_ALPN } from '#libs/relay-protocol';
import type { Quiche, QuicheConfig } from './quiche.js';

/** Both sides of the UDP backhaul use the same limits; sizes in bytes. */
export const QUIC_LIMITS = {
  idleMs: 60_000,
  /** Of a UDP payload we send: what every path of the Internet carries in practice; quiche probes for no more. */
  packet: 1350,
  receivedPacket: 1500,
  streams: 16,
  streamData: 8 * 1024,
  connectionData: 64 * 1024,
  /** Frames in quiche's own queues; what waits longer waits in a DatagramQueue. */
  nativeQueue: 64,
} as const;

/** PEM. */
export interface QuicCertificate {
  chainPem: string;
  keyPem: string;
}

/** @throws Error — the certificate or the key cannot be read, or do not belong together */
export const serverConfig = (quiche: Quiche, { chainPem, keyPem }: QuicCertificate): QuicheConfig =>
  limited(quiche.Config.withBoringSslCtx(false, false, null, [Buffer.from(keyPem)], [Buffer.from(chainPem)], null));

/**
 * @param ca PEM of the authorities that count. Without it any certificate will do, and it is for the caller to look at
 *   the one presented.
 */
export const clientConfig = (quiche: Quiche, ca: string | undefined): QuicheConfig =>
  limited(quiche.Config.withBoringSslCtx(ca !== undefined, false, ca ? Buffer.from(ca) : null, null, null, null));

function limited(config: QuicheConfig): QuicheConfig {
  config.setApplicationProtos([QUIC_ALPN]);
  config.setMaxIdleTimeout(QUIC_LIMITS.idleMs);
  config.setMaxRecvUdpPayloadSize(QUIC_LIMITS.receivedPacket);
  config.setMaxSendUdpPayloadSize(QUIC_LIMITS.packet);
  config.setInitialMaxData(QUIC_LIMITS.connectionData);
  config.setInitialMaxStreamDataBidiLocal(QUIC_LIMITS.streamData);
  config.setInitialMaxStreamDataBidiRemote(QUIC_LIMITS.streamData);
  config.setInitialMaxStreamsBidi(QUIC_LIMITS.streams);
  config.setInitialMaxStreamsUni(0);
  config.enableDgram(true, QUIC_LIMITS.nativeQueue, QUIC_LIMITS.nativeQueue);
  // Its send times would have to be kept by timers of whole milliseconds.
  config.enablePacing(false);
  return config;
}
