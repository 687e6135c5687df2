import { createServer, type Server, type Socket } from 'node:net';
import { MARKER } from '#libs/relay-protocol';
import type { RoutePolicy, Tenants } from './tenants.js';

interface Listening {
  port: number;
  server: Server;
  sockets: Set<Socket>;
}

/** Visitors of one port that may be there at once. */
const CONNECTIONS_MAX = 10_000;
/** Visitors who come at once; of those beyond, the system drops the first packet, and they come again after a second. */
const BACKLOG = 4096;

/** The public TCP ports of leases: what arrives at one is brought to its tenant as it is. */
export class PortListeners {
  private readonly listening = new Map<string, Listening>();

  constructor(
    private readonly host: string,
    private readonly tenants: Tenants,
    private readonly policy: Pick<RoutePolicy, 'isRoutable'>,
  ) {}

  /** Idempotent. @throws Error — the port cannot be opened */
  async bind(identityKey: string, port: number): Promise<void> {
    const known = this.listening.get(identityKey);
    if (known?.port === port) return;
    if (known) this.release(identityKey);
    const sockets = new Set<Socket>();
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      if (!this.policy.isRoutable(identityKey)) socket.destroy();
      else void this.tenants.serve(identityKey, socket, MARKER.rawStart);
    });
    server.maxConnections = CONNECTIONS_MAX;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port, host: this.host, backlog: BACKLOG }, resolve);
    });
    this.listening.set(identityKey, { port, server, sockets });
  }

  /** Takes no more visitors; those being served stay. Idempotent. */
  release(identityKey: string): void {
    this.listening.get(identityKey)?.server.close();
    this.listening.delete(identityKey);
  }

  identities(): string[] {
    return [...this.listening.keys()];
  }

  close(): void {
    for (const { server, sockets } of this.listening.values()) {
      server.close();
      for (const socket of sockets) socket.destroy();
    }
    this.listening.clear();
  }
}
