import { createServer, type Server, type Socket, type AddressInfo } from 'node:net';
import { SocketPlaces } from '#libs/realtime';
import { MARKER, readClientHello, RELAY_LIMITS } from '#libs/relay-protocol';
import type { LeaseDirectory } from './lease-directory.js';
import type { RoutePolicy, Tenants } from './tenants.js';

export interface SniListenerOptions {
  rootHost: string;
  directory: LeaseDirectory;
  policy: Pick<RoutePolicy, 'isRoutable'>;
  tenants: Tenants;
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
/** Connections that have not been brought to where they want to go, from one address and in all. */
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
  private readonly waiting = new Map<string, number>();
  private readonly sockets = new Set<Socket>();
  private waitingInAll = 0;
  private readonly root: SocketPlaces;

  constructor(private readonly options: SniListenerOptions) {
    this.root = new SocketPlaces(options.rootPerAddress ?? ROOT_PER_ADDRESS);
    this.server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => this.accept(socket));
  }

  /** Connections that are open, and those of them that have not arrived where they want to go. */
  get open(): { sockets: number; waiting: number } {
    return { sockets: this.sockets.size, waiting: this.waitingInAll };
  }

  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen({ port, host, backlog: BACKLOG }, resolve);
    });
    return (this.server.address() as AddressInfo).port;
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
    const address = socket.remoteAddress ?? '';
    const count = this.waiting.get(address) ?? 0;
    if (count >= WAITING_PER_ADDRESS || this.waitingInAll >= WAITING_MAX) {
      this.options.counters.crowded++;
      socket.destroy();
      return;
    }
    this.waiting.set(address, count + 1);
    this.waitingInAll++;
    let isWaiting = true;
    const arrive = (): void => {
      if (!isWaiting) return;
      isWaiting = false;
      this.waitingInAll--;
      const left = this.waiting.get(address)! - 1;
      if (left === 0) this.waiting.delete(address);
      else this.waiting.set(address, left);
    };
    socket.once('close', arrive);
    this.peek(socket, arrive);
  }

  private peek(socket: Socket, arrive: () => void): void {
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

  /** Undefined, and the socket closed, where its address has too many. */
  private enterRoot(socket: Socket): (() => void) | undefined {
    try {
      const leave = this.root.acquire(socket.remoteAddress ?? '');
      socket.once('close', leave);
      return leave;
    } catch {
      this.options.counters.crowded++;
      socket.destroy();
      return undefined;
    }
  }

  private async route(socket: Socket, serverName: string, read: Buffer, arrive: () => void): Promise<void> {
    const { rootHost, directory, policy, tenants, onRoot, counters } = this.options;
    if (serverName === rootHost) {
      arrive();
      const leave = this.enterRoot(socket);
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
