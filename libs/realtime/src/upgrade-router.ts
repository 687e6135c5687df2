import type { IncomingHttpHeaders, IncomingMessage, Server } from 'node:http';
import { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { DomainError, type ErrorCode } from '#libs/contracts';
import type { Authenticator, Release, UpgradeAdmission } from './credential-source.js';
import { Heartbeat } from './heartbeat.js';
import { adopt } from './hijack.js';
import { type PathParams, PathPattern } from './path-pattern.js';
import { asDomainError, refuseUpgrade } from './upgrade-refusal.js';

export interface UpgradeRequest<P> {
  principal: P;
  params: PathParams;
  query: URLSearchParams;
  ip: string;
  headers: IncomingHttpHeaders;
}

export interface WebSocketRoute<P, Grant> {
  /** `/ws/:plugin/:service`. */
  path: string;
  maxPayloadBytes: number;
  /** Subprotocols the road speaks; the first one the client offers is chosen. A client that offers none is welcome. */
  subprotocols?: readonly string[];
  /** Before the upgrade: what it throws is answered as HTTP. Its result is handed to `open`. */
  authorize(request: UpgradeRequest<P>): Promise<Grant> | Grant;
  /** The socket is paused, so that nothing is lost before the road listens: it must call `resume`. */
  open(ws: WebSocket, grant: Grant, request: UpgradeRequest<P>): Promise<void> | void;
}

/** An upgrade to a protocol that is not WebSocket; credentials, limits and answer are the route's own. */
export interface RawRoute {
  path: string;
  /** The `Upgrade` token. */
  protocol: string;
  open(socket: Socket, head: Buffer, request: IncomingMessage, params: PathParams): void;
}

export interface UpgradeRouterOptions<P> {
  authenticator: Authenticator<P>;
  admission: UpgradeAdmission<P>;
  /** Paths another server answers on the same listener (`/socket.io/`). */
  foreign?: readonly string[];
  onError?: (error: unknown) => void;
  heartbeat?: Heartbeat;
}

interface Route<P> {
  pattern: PathPattern;
  route: WebSocketRoute<P, unknown>;
  server: WebSocketServer;
}

/** Time for authentication and authorisation together. */
const DECIDE_MS = 15_000;

/**
 * The one `upgrade` listener. Order: path, attempts of the address, credential, authorisation, places of the principal,
 * handshake. Whatever fails before the handshake is answered as HTTP with the error body of the REST side.
 */
export class UpgradeRouter<P> {
  readonly counters = { opened: 0, refused: new Map<ErrorCode, number>() };
  readonly heartbeat: Heartbeat;
  private readonly routes: Route<P>[] = [];
  private readonly rawRoutes: { pattern: PathPattern; route: RawRoute }[] = [];
  private readonly sockets = new Set<WebSocket>();
  private draining = false;

  constructor(private readonly options: UpgradeRouterOptions<P>) {
    this.heartbeat = options.heartbeat ?? new Heartbeat();
  }

  get open(): number {
    return this.sockets.size;
  }

  /** Bytes that wait for readers, over all sockets. */
  get bufferedBytes(): number {
    let sum = 0;
    for (const ws of this.sockets) sum += ws.bufferedAmount;
    return sum;
  }

  route<Grant>(route: WebSocketRoute<P, Grant>): this {
    const server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: route.maxPayloadBytes,
      handleProtocols: (offered) => route.subprotocols?.find((name) => offered.has(name)) ?? false,
    });
    server.on('wsClientError', (cause, socket) =>
      this.refuse(socket as Socket, new DomainError('request.invalid', { text: cause.message })),
    );
    this.routes.push({
      pattern: new PathPattern(route.path),
      route: route as unknown as WebSocketRoute<P, unknown>,
      server,
    });
    this.routes.sort((a, b) => b.pattern.weight - a.pattern.weight);
    return this;
  }

  rawRoute(route: RawRoute): this {
    this.rawRoutes.push({ pattern: new PathPattern(route.path), route });
    return this;
  }

  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => void this.receive(server, request, socket as Socket, head));
  }

  /** Refuses newcomers, asks everybody to come back (close 1012) and ends who has not gone after `timeoutMs`. */
  async drain(timeoutMs: number): Promise<void> {
    this.draining = true;
    const { closeCode, code } = new DomainError('server.draining');
    const gone = [...this.sockets].map((ws) => new Promise<void>((resolve) => ws.once('close', () => resolve())));
    for (const ws of this.sockets) ws.close(closeCode, code);
    const timer = setTimeout(() => this.sockets.forEach((ws) => ws.terminate()), timeoutMs);
    await Promise.all(gone);
    clearTimeout(timer);
    this.heartbeat.close();
  }

  private async receive(server: Server, request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const url = URL.canParse(request.url ?? '', 'http://portal') ? new URL(request.url!, 'http://portal') : undefined;
    const path = url?.pathname ?? '/';
    if (this.options.foreign?.some((prefix) => path.startsWith(prefix))) return;
    adopt(socket);

    const protocol = request.headers.upgrade?.toLowerCase();
    const raw = this.rawRoutes.find(({ route, pattern }) => route.protocol === protocol && pattern.match(path));
    if (protocol !== 'websocket' && !raw) return this.ignoreOffer(server, request, socket);

    try {
      if (this.draining) throw new DomainError('server.draining');
      const ip = this.options.admission.clientIp(request.headers, socket.remoteAddress ?? '');
      if (raw) raw.route.open(socket, head, request, raw.pattern.match(path)!);
      else await this.upgrade(request, socket, head, url!, ip);
    } catch (error) {
      this.refuse(socket, error);
    }
  }

  private async upgrade(request: IncomingMessage, socket: Socket, head: Buffer, url: URL, ip: string): Promise<void> {
    const { admission } = this.options;
    const hit = this.find(url.pathname);
    if (!hit) throw new DomainError('route.not_found');
    await admission.admitIp(ip);

    const { method = 'GET', headers } = request;
    const slow = setTimeout(() => this.refuse(socket, new DomainError('server.unavailable')), DECIDE_MS);
    let release: Release | undefined;
    try {
      const principal = await this.options.authenticator.authenticate({ method, ip, headers, query: url.searchParams });
      if (!principal) throw new DomainError('auth.required');
      const asked = { principal, params: hit.params, query: url.searchParams, ip, headers };
      const grant = await hit.route.authorize(asked);
      release = await admission.acquire(principal);
      if (this.draining) throw new DomainError('server.draining');
      if (this.accept(hit, request, socket, head, asked, grant, release)) release = undefined;
    } finally {
      clearTimeout(slow);
      release?.();
    }
  }

  /** False when the handshake itself failed; then it was answered. */
  private accept(
    { server, route }: Route<P>,
    request: IncomingMessage,
    socket: Socket,
    head: Buffer,
    asked: UpgradeRequest<P>,
    grant: unknown,
    release: Release,
  ): boolean {
    let isOpen = false;
    if (!socket.writable) return isOpen;
    server.handleUpgrade(request, socket, head, (ws) => {
      isOpen = true;
      ws.pause();
      this.keep(ws, socket, release);
      void this.run(ws, async () => route.open(ws, grant, asked));
    });
    return isOpen;
  }

  private keep(ws: WebSocket, socket: Socket, release: Release): void {
    this.counters.opened++;
    this.sockets.add(ws);
    this.heartbeat.watch(ws, socket);
    // A protocol error closes the socket by itself; without a listener it would end the process.
    ws.on('error', () => undefined);
    ws.once('close', () => {
      this.sockets.delete(ws);
      release();
    });
  }

  private async run(ws: WebSocket, open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      const failure = asDomainError(error);
      if (failure.code === 'internal') this.options.onError?.(error);
      ws.close(failure.closeCode, failure.code);
      // A closing handshake needs somebody who reads.
      ws.resume();
    }
  }

  private find(path: string): (Route<P> & { params: PathParams }) | undefined {
    for (const route of this.routes) {
      const params = route.pattern.match(path);
      if (params) return { ...route, params };
    }
    return undefined;
  }

  private refuse(socket: Socket, error: unknown): void {
    const failure = asDomainError(error);
    if (failure.code === 'internal') this.options.onError?.(error);
    this.counters.refused.set(failure.code, (this.counters.refused.get(failure.code) ?? 0) + 1);
    refuseUpgrade(socket, failure);
  }

  /** An offer to change to a protocol we do not speak (`h2c`) may be ignored (RFC 9110 §7.8): it is a plain request. */
  private ignoreOffer(server: Server, request: IncomingMessage, socket: Socket): void {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      this.refuse(socket, new DomainError('request.invalid', { text: 'This protocol is not spoken here.' }));
      return;
    }
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.once('finish', () => socket.end());
    server.emit('request', request, response);
  }
}
