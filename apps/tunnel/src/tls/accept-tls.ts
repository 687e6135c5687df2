import type { Duplex } from 'node:stream';
import { HandshakeChannel } from './handshake-channel.js';
import { linger } from './linger.js';
import { type ServerCredentials, serverHandshake } from './server-handshake.js';
import { PeerAlertError, TlsAlertError } from './tls-alert-error.js';
import { TlsServerStream } from './tls-server-stream.js';

export interface TlsServerOptions extends Omit<ServerCredentials, 'alpn'> {
  /** Default http/1.1. A client that offers others only is refused; one that offers none is not. */
  alpn?: readonly string[];
  /** From here to the client's Finished; default 15 s. */
  handshakeTimeoutMs?: number;
  /** All that the client may send up to its Finished; default 64 KiB. */
  maxHandshakeBytes?: number;
}

/**
 * Serves TLS 1.3 on a transport whose first byte is the client's, and which allows half-open connections. Early data,
 * session tickets and client certificates are not spoken. The transport is closed when this rejects.
 * @throws TlsAlertError — the client was told `alert` (`internal_error`, with its cause, if the signer failed)
 * @throws PeerAlertError — the client broke off
 * @throws Error ETIMEDOUT, ECONNRESET or the transport's
 */
export const acceptTls = async (transport: Duplex, options: TlsServerOptions): Promise<TlsServerStream> => {
  const { handshakeTimeoutMs = 15_000, maxHandshakeBytes = 64 * 1024, alpn = ['http/1.1'] } = options;
  const channel = new HandshakeChannel(transport, { timeoutMs: handshakeTimeoutMs, maxBytes: maxHandshakeBytes });
  try {
    const session = await serverHandshake(channel, { ...options, alpn });
    return new TlsServerStream(transport, channel, session);
  } catch (error) {
    throw breakOff(transport, channel, error as Error);
  } finally {
    channel.release();
  }
};

const breakOff = (transport: Duplex, channel: HandshakeChannel, reason: Error): Error => {
  if (reason instanceof PeerAlertError || channel.isBroken) {
    transport.on('error', () => undefined).destroy();
    return reason;
  }
  const error =
    reason instanceof TlsAlertError
      ? reason
      : new TlsAlertError('internal_error', 'The handshake failed here', { cause: reason });
  channel.writer.alert(error.alert);
  linger(transport);
  return error;
};
