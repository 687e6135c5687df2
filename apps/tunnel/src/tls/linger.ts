import type { Duplex } from 'node:stream';

/** How long a peer has to take our last bytes and hang up. */
const LINGER_MS = 1000;

/**
 * Ends our side and closes the transport when the peer has hung up, or soon anyway. What still arrives is thrown away:
 * a TCP socket closed over unread bytes resets the connection, and the peer would lose what we sent last.
 */
export const linger = (transport: Duplex): void => {
  if (transport.destroyed) return;
  const timer = setTimeout(() => transport.destroy(), LINGER_MS).unref();
  transport.once('close', () => clearTimeout(timer));
  transport.on('error', () => undefined);
  transport.end();
  transport.resume();
};
