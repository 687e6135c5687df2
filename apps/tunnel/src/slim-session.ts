/** Of an EXPLICIT field of SSL_SESSION in OpenSSL's DER (ssl/ssl_asn1.c): the server's certificate. */
const PEER_TAG = 0xa3;
const SEQUENCE_TAG = 0x30;

/**
 * A TLS 1.3 session as Node hands it out, without the certificate that OpenSSL keeps in it: reading one takes fifty times
 * as long as the rest, at every connection that resumes. Nothing is verified by it: a resumed handshake proves that the
 * server is the one that was verified, any other shows its certificate anew. What cannot be read is returned as it is.
 */
export function slimSession(session: Buffer): Buffer {
  const whole = fieldAt(session, 0);
  if (!whole || session[0] !== SEQUENCE_TAG || whole.end !== session.length) return session;
  const kept: Buffer[] = [];
  for (let at = whole.content; at < whole.end;) {
    const field = fieldAt(session, at);
    if (!field || field.end > whole.end) return session;
    if (session[at] !== PEER_TAG) kept.push(session.subarray(at, field.end));
    at = field.end;
  }
  const content = Buffer.concat(kept);
  return Buffer.concat([Buffer.of(SEQUENCE_TAG, 0x82, content.length >> 8, content.length & 0xff), content]);
}

/** Where the content of a DER element begins and ends; undefined when its length is none. */
function fieldAt(bytes: Buffer, at: number): { content: number; end: number } | undefined {
  const first = bytes[at + 1];
  if (first === undefined) return undefined;
  if (first < 0x80) return { content: at + 2, end: at + 2 + first };
  const width = first & 0x7f;
  const content = at + 2 + width;
  if (width < 1 || width > 2 || content > bytes.length) return undefined;
  return { content, end: content + bytes.readUIntBE(at + 2, width) };
}
