import { once } from 'node:events';
import { WebSocket } from 'ws';

export interface MessageSocketOptions {
  /** For the connection and the handshake. */
  timeoutMs: number;
  maxMessageBytes: number;
}

/**
 * An open WebSocket to somebody the operator named, as a client. It closes when a message is too long.
 * @throws Error — it cannot be opened
 */
export const openMessageSocket = async (
  url: URL,
  { timeoutMs, maxMessageBytes }: MessageSocketOptions,
): Promise<WebSocket> => {
  const socket = new WebSocket(url, {
    handshakeTimeout: timeoutMs,
    maxPayload: maxMessageBytes,
    perMessageDeflate: false,
  });
  await once(socket, 'open');
  socket.on('error', () => socket.terminate());
  return socket;
};
