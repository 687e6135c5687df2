import type { Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import { DomainError, ERRORS } from '#libs/contracts';
import type { Authenticator, Release, UpgradeAdmission } from './credential-source.js';
import type { LiveAdapter } from './live-adapter.js';
import { asDomainError } from './upgrade-refusal.js';

export interface LiveRoadOptions<P> {
  authenticator: Authenticator<P>;
  admission: UpgradeAdmission<P>;
  /** What a principal hears. */
  roomsOf(principal: P): string[];
  /** Without it, only the sockets of this process are reached. */
  adapter?: LiveAdapter;
}

interface SocketData<P> {
  principal: P;
}
type LiveSocket<P> = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData<P>>;

/** Time for a new connection to prove who it is. */
const CONNECT_MS = 10_000;
/** Nothing is expected from clients. */
const MAX_MESSAGE_BYTES = 16 * 1024;
/** Frames that may wait for one reader; a frame is a hint to ask again, so a slow one is better off reconnecting. */
const MAX_WAITING_FRAMES = 256;

/** Socket.IO on `/socket.io`: pushes frames of one event to rooms and listens to nothing. */
export class LiveRoad<P> {
  private readonly io: Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData<P>>;
  /** Sockets ended because they read too slowly. */
  slow = 0;
  private isClosed = false;

  constructor(private readonly options: LiveRoadOptions<P>) {
    this.io = new Server({
      path: '/socket.io',
      // Foreign upgrades belong to the upgrade router, which answers them itself.
      destroyUpgrade: false,
      serveClient: false,
      perMessageDeflate: false,
      connectTimeout: CONNECT_MS,
      maxHttpBufferSize: MAX_MESSAGE_BYTES,
      allowRequest: ({ headers, socket }, decide) => {
        const ip = options.admission.clientIp(headers, socket.remoteAddress ?? '');
        options.admission.admitIp(ip).then(
          () => decide(null, true),
          (error: unknown) => decide(asDomainError(error).code, false),
        );
      },
    });
    if (options.adapter) this.io.adapter(options.adapter.adapter);
    this.io.use((socket, next) => {
      this.admit(socket).then(
        () => next(),
        (error: unknown) => next(refusal(asDomainError(error))),
      );
    });
    this.io.on('connection', (socket) => this.keep(socket));
  }

  get open(): number {
    return this.io.sockets.sockets.size;
  }

  attach(server: HttpServer): void {
    this.io.attach(server);
  }

  /** To the rooms' sockets in every process, or only in this one. */
  emit(event: string, frame: unknown, { rooms, local = false }: { rooms: string[]; local?: boolean }): void {
    if (this.isClosed) return;
    (local ? this.io.local : this.io).to(rooms).emit(event, frame);
  }

  /** Whether a matching socket is open in this process. */
  has(matches: (principal: P) => boolean): boolean {
    return [...this.io.sockets.sockets.values()].some((socket) => matches(socket.data.principal));
  }

  /** Ends the matching sockets of this process; they must sign in again. */
  drop(matches: (principal: P) => boolean): void {
    for (const socket of this.io.sockets.sockets.values()) {
      if (matches(socket.data.principal)) socket.disconnect(true);
    }
  }

  /** Of this process only; leaves the HTTP server to whoever opened it. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.io.local.disconnectSockets(true);
    this.io.engine?.close();
    await this.io.of('/').adapter.close();
    await this.options.adapter?.close();
  }

  private async admit(socket: LiveSocket<P>): Promise<void> {
    const { authenticator, admission, roomsOf } = this.options;
    const { headers, query, address } = socket.handshake;
    const ip = admission.clientIp(headers, address);
    const credentials = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) if (typeof value === 'string') credentials.set(name, value);
    const principal = await authenticator.authenticate({ method: 'GET', ip, headers, query: credentials });
    if (!principal) throw new DomainError('auth.required');
    const release: Release = await admission.acquire(principal);
    socket.conn.once('close', release);
    // The connection may have ended meanwhile, and then says so no more.
    if (socket.conn.readyState === 'closed') release();
    socket.data.principal = principal;
    await socket.join(roomsOf(principal));
  }

  private keep(socket: LiveSocket<P>): void {
    socket.onAny(() => socket.disconnect(true));
    const { conn } = socket;
    conn.on('packetCreate', () => {
      const { writeBuffer } = conn as unknown as { writeBuffer: unknown[] };
      if (writeBuffer.length <= MAX_WAITING_FRAMES) return;
      this.slow++;
      socket.disconnect(true);
    });
  }
}

/** What `connect_error` shows to the client. */
const refusal = ({ code, message }: DomainError): Error =>
  Object.assign(new Error(message), { data: { code, retry: ERRORS[code].retry } });
