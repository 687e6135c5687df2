import { createServer, type Server, type Socket } from 'node:net';
import { openPort } from '#libs/realtime';
import { MARKER } from '#libs/relay-protocol';
import type { LeaseDirectory } from './lease-directory.js';
import type { RoutePolicy, Tenants } from './tenants.js';

interface Listening {
  server: Server;
  sockets: Set<Socket>;
}

export interface PortListenersOptions {
  host: string;
  directory: Pick<LeaseDirectory, 'byTcpPort'>;
  tenants: Pick<Tenants, 'serve'>;
  policy: Pick<RoutePolicy, 'isRoutable'>;
}

/** Visitors of one port that may be there at once. */
const CONNECTIONS_MAX = 10_000;
/** Visitors who come at once; of those beyond, the system drops the first packet, and they come again after a second. */
const BACKLOG = 4096;

/** The public TCP ports of leases: what arrives at one is brought to whoever has it then, as it is. */
export class PortListeners {
  private readonly listening = new Map<number, Listening>();
  private readonly opening = new Map<number, Promise<void>>();

  constructor(private readonly options: PortListenersOptions) {}

  /** Idempotent. @throws Error — the port cannot be opened */
  open(port: number): Promise<void> {
    if (this.listening.has(port)) return Promise.resolve();
    const known = this.opening.get(port);
    if (known) return known;
    const opening = this.listen(port).finally(() => this.opening.delete(port));
    this.opening.set(port, opening);
    return opening;
  }

  /** Takes no more visitors; those being served stay. Idempotent. */
  release(port: number): void {
    this.listening.get(port)?.server.close();
    this.listening.delete(port);
  }

  ports(): number[] {
    return [...this.listening.keys()];
  }

  close(): void {
    for (const { server, sockets } of this.listening.values()) {
      server.close();
      for (const socket of sockets) socket.destroy();
    }
    this.listening.clear();
  }

  private async listen(port: number): Promise<void> {
    const sockets = new Set<Socket>();
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true }, (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      socket.on('error', () => socket.destroy());
      this.serve(port, socket).catch(() => socket.destroy());
    });
    server.maxConnections = CONNECTIONS_MAX;
    await openPort(server, { port, host: this.options.host, backlog: BACKLOG });
    this.listening.set(port, { server, sockets });
  }

  private async serve(port: number, socket: Socket): Promise<void> {
    const { directory, policy, tenants } = this.options;
    const lease = await directory.byTcpPort(port);
    if (!lease || !policy.isRoutable(lease.identityKey) || socket.destroyed) socket.destroy();
    else await tenants.serve(lease.identityKey, socket, MARKER.rawStart);
  }
}
