import { createServer, type Server, type Socket } from 'node:net';
import { ipPrefix } from '#libs/net-guard';
import { openPort, type Release, SocketPlaces } from '#libs/realtime';
import { MARKER, readClientHello, RELAY_LIMITS } from '#libs/relay-protocol';
import type { LeaseDirectory } from './lease-directory.js';
import type { RoutePolicy, Tenants } from './tenants.js';

export interface SniListenerOptions {
  rootHost: string;
  directory: Pick<LeaseDirectory, 'bySni'>;
  policy: Pick<RoutePolicy, 'isRoutable'>;
  tenants: Pick<Tenants, 'serve'>;
  /** Gets the connections for the relay itself, with what was read of them put back; `onSession` when one became a session. */
  onRoot(socket: Socket, onSession: () => void): void;
  counters: SniCounters;
  /** How long a ClientHello may take. */
  helloMs?: number;
  rootPerAddress?: number;
}

export interface SniCounters {
  /** Connections that were let go: no ClientHello, no name, nobody there. */
  refused: number;
  /** Connections beyond what one address or all may have waiting. */
  crowded: number;
}

const BACKLOG = 4096;
/** Connections that have not been brought to where they want to go, from one address (or IPv6 site) and in all. */
const WAITING_PER_ADDRESS = 4_096;
const WAITING_MAX = 16_384;
/** Connections of one address to the relay itself that are no sessions. */
const ROOT_PER_ADDRESS = 2_048;

/**
 * The public TLS port. Reads of each connection who it is for (SNI, RFC 6066 §3), and nothing more: those for a tenant pass
 * unread to one of its sessions. Whoever is for nobody is let go without a word.
 */
export class SniListener {
  private readonly server: Server;
  private readonly waiting = new SocketPlaces(WAITING_PER_ADDRESS, WAITING_MAX);
  private readonly sockets = new Set<Socket>();
  private readonly root: SocketPlaces;

  constructor(private readonly options: SniListenerOptions) {
    this.root = new SocketPlaces(options.rootPerAddress ?? ROOT_PER_ADDRESS);
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.accept(socket));
  }

  /** Connections that are open, and those of them that have not arrived where they want to go. */
  get open(): { sockets: number; waiting: number } {
    return { sockets: this.sockets.size, waiting: this.waiting.inAll };
  }

  listen(port: number, host: string): Promise<number> {
    return openPort(this.server, { port, host, backlog: BACKLOG });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    const arrive = this.admit(this.waiting, socket);
    if (arrive) this.peek(socket, arrive);
  }

  /** A place until the socket closes, or is left before. Undefined, and the socket closed, for one too many. */
  private admit(places: SocketPlaces, socket: Socket): Release | undefined {
    const release = places.tryAcquire(ipPrefix(socket.remoteAddress ?? ''));
    if (release) socket.once('close', release);
    else {
      this.options.counters.crowded++;
      socket.destroy();
    }
    return release;
  }

  private peek(socket: Socket, arrive: Release): void {
    let read: Buffer = Buffer.alloc(0);
    const refuse = (): void => {
      this.options.counters.refused++;
      socket.destroy();
    };
    const timer = setTimeout(refuse, this.options.helloMs ?? RELAY_LIMITS.clientHelloMs);
    const stop = (): void => {
      clearTimeout(timer);
      socket.off('data', take).off('end', refuse).off('close', stop);
      socket.pause();
    };
    const take = (chunk: Buffer): void => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
      const hello = readClientHello(read);
      if (hello.kind === 'more') return;
      stop();
      if (hello.kind === 'invalid' || hello.serverName === undefined) return refuse();
      this.route(socket, hello.serverName, read, arrive).catch(refuse);
    };
    socket.on('data', take).once('end', refuse).once('close', stop);
  }

  private async route(socket: Socket, serverName: string, read: Buffer, arrive: Release): Promise<void> {
    const { rootHost, directory, policy, tenants, onRoot, counters } = this.options;
    if (serverName === rootHost) {
      arrive();
      const leave = this.admit(this.root, socket);
      if (!leave) return;
      socket.unshift(read);
      onRoot(socket, leave);
      return;
    }
    const lease = await directory.bySni(serverName);
    if (!lease || !policy.isRoutable(lease.identityKey) || socket.destroyed) {
      counters.refused++;
      socket.destroy();
      return;
    }
    await tenants.serve(lease.identityKey, socket, MARKER.tlsStart, read, arrive);
  }
}
