import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { dialTls } from './relay-trust.js';
import { slimSession } from './slim-session.js';

/** From time to time a full handshake: only that shows a new certificate, and only the resolver another address. */
const REMEMBER_MS = 60_000;

interface Remembered {
  address: string;
  session: Buffer;
  /** Of the last full handshake. */
  since: number;
}

/** Connections to one relay. After the first they resume its TLS at its address: a third of the work on either side. */
export class RelayDialer {
  private last: Remembered | undefined;

  constructor(private readonly options: ConnectionOptions) {}

  /** @throws TunnelError relay.unreachable, relay.untrusted */
  async dial(signal: AbortSignal): Promise<TLSSocket> {
    const known = this.last && performance.now() - this.last.since < REMEMBER_MS ? this.last : undefined;
    try {
      const shortcut = known && { host: known.address, session: known.session };
      const socket = await dialTls({ ...this.options, ...shortcut }, signal);
      this.remember(socket, known);
      return socket;
    } catch (error) {
      this.last = undefined;
      throw error;
    }
  }

  private remember(socket: TLSSocket, known: Remembered | undefined): void {
    const { remoteAddress: address } = socket;
    const since = known && socket.isSessionReused() ? known.since : performance.now();
    if (address === undefined) return;
    // Before TLS 1.3 it is the session that says whether its certificate was good.
    const slim = socket.getProtocol() === 'TLSv1.3' ? slimSession : (session: Buffer): Buffer => session;
    socket.once('session', (session) => (this.last = { address, session: slim(session), since }));
  }
}
