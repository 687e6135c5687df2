import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { Log } from '#libs/telemetry';
import { toDomainError } from '../../boundary/domain-error.filter.js';
import { LOG } from '../../boundary/log.js';
import { HlsConnection, SWEEP_MS } from './hls-connection.js';
import { type Admitted, type HlsFile, refusalOf, wireOf } from './hls-file.js';
import { HlsAddresses } from './hls-addresses.js';
import { type HlsDirectives, HlsFiles } from './hls-files.js';
import { readHlsUrl } from './hls-request.js';
import { PlayableStreams } from './playable-streams.js';
import { PlaybackAccess } from './playback-access.js';
import { type Viewer, Viewers } from './viewers.js';

/** Of one viewer, in a window: a player that does nothing but wait for parts asks for a tenth of it. */
const MAX_REQUESTS = 1_000;
const WINDOW_MS = 10_000;

/** What somebody wants who may have it. */
interface Wanted {
  streamId: number;
  name: string;
  directives: HlsDirectives;
  /** Of the file in memory, where the address is known. */
  fileKey: string | undefined;
  admitted: Admitted;
}

/**
 * The short way of most HLS requests, in front of the router: no session, no bucket of the API, no line in the access log.
 * It answers whoever memory says may watch; everybody else goes the long way, through the route of the controller.
 * Connections that ask for nothing else have no HTTP parser either.
 */
@Injectable()
export class HlsRoad implements OnModuleDestroy {
  private readonly isLimited: boolean;
  private readonly addresses = new HlsAddresses();
  private readonly connections = new Set<HlsConnection>();
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;
  readonly totals = { answered: 0, refused: 0, bytes: 0 };

  constructor(
    config: PortalConfig,
    @Inject(LOG) private readonly log: Log,
    private readonly files: HlsFiles,
    private readonly streams: PlayableStreams,
    private readonly access: PlaybackAccess,
    private readonly viewers: Viewers,
  ) {
    this.isLimited = config.get('PORTAL_RATE_LIMITS');
  }

  /** In front of whatever reads connections and answers requests now. */
  attach(server: Server): void {
    this.timer = setInterval(() => this.connections.forEach((connection) => connection.sweep()), SWEEP_MS).unref();
    const parsers = server.listeners('connection') as ((socket: Socket) => void)[];
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) =>
      this.open(socket, () => parsers.forEach((read) => read.call(server, socket))),
    );

    const routers = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!this.answer(request, response)) for (const route of routers) route.call(server, request, response);
    });
  }

  /** The server does not know of them. */
  onModuleDestroy(): void {
    this.isClosed = true;
    clearInterval(this.timer);
    for (const connection of this.connections) connection.close();
  }

  private open(socket: Socket, handOver: () => void): void {
    if (this.isClosed) {
      handOver();
      return;
    }
    const forget = (): void => void this.connections.delete(connection);
    const leave = (): void => {
      socket.off('close', forget);
      forget();
      handOver();
    };
    const connection = new HlsConnection(socket, (url) => this.wire(url), leave);
    this.connections.add(connection);
    socket.once('close', forget);
  }

  private wire(url: string): Buffer | Promise<Buffer> | undefined {
    const wanted = this.admit(url);
    if (!wanted) return undefined;
    if (wanted instanceof DomainError) return wireOf(this.refusal(wanted));
    const { streamId, name, directives, fileKey, admitted } = wanted;
    const ready = this.files.peek(streamId, name, directives, fileKey);
    if (ready) {
      // A playlist that somebody waits for is asked for once.
      if (fileKey === undefined && directives.msn === '') this.addresses.keep(url, streamId);
      return this.counted(ready).wire(admitted);
    }
    return this.files.get(streamId, name, directives).then(
      (file) => this.counted(file).wire(admitted),
      (error: unknown) => wireOf(this.refusal(error)),
    );
  }

  /** Whether the request was one for this road. */
  private answer({ method, url }: IncomingMessage, response: ServerResponse): boolean {
    const wanted = method === 'GET' ? this.admit(url!) : undefined;
    if (!wanted) return false;
    const send = (file: HlsFile, admitted: Admitted): void => {
      response.writeHead(200, this.counted(file).headers(admitted)).end(file.body);
    };
    const refuse = (error: unknown): void => {
      const { status, headers, body } = this.refusal(error);
      response.writeHead(status, headers).end(body);
    };
    if (wanted instanceof DomainError) refuse(wanted);
    else {
      const { streamId, name, directives, fileKey, admitted } = wanted;
      const ready = this.files.peek(streamId, name, directives, fileKey);
      if (ready) send(ready, admitted);
      else this.files.get(streamId, name, directives).then((file) => send(file, admitted), refuse);
    }
    return true;
  }

  /** Undefined when memory does not know; an error for who asks too often. */
  private admit(url: string): Wanted | DomainError | undefined {
    const known = this.addresses.find(url);
    const asked = known?.request ?? readHlsUrl(url);
    if (!asked) return undefined;
    const { key, file: name, pass, directives } = asked;
    const viewer = this.viewers.peek(pass || key);
    const stream = viewer && !pass ? undefined : this.streams.peek(key);
    if (pass && stream?.id !== viewer?.pass.streamId) return undefined;
    const streamId = viewer?.pass.streamId ?? stream?.id;
    const isOpen = stream !== undefined && this.access.isOpen(stream);
    // Whoever has no pass gets one with the first playlist.
    if (streamId === undefined || (!viewer && (!isOpen || name.endsWith('.m3u8')))) return undefined;
    if (viewer && !this.mayAsk(viewer)) {
      return new DomainError('rate.exceeded', { details: { retry_after: WINDOW_MS / 1000 } });
    }
    const fileKey = known?.streamId === streamId ? known.fileKey : undefined;
    return { streamId, name, directives, fileKey, admitted: isOpen ? 'open' : 'closed' };
  }

  private mayAsk(viewer: Viewer): boolean {
    const now = Date.now();
    viewer.seenAt = now;
    if (!this.isLimited) return true;
    if (now - viewer.windowAt >= WINDOW_MS) {
      viewer.windowAt = now;
      viewer.requests = 0;
    }
    return ++viewer.requests <= MAX_REQUESTS;
  }

  private counted(file: HlsFile): HlsFile {
    this.totals.answered++;
    this.totals.bytes += file.body.length;
    return file;
  }

  private refusal(thrown: unknown): ReturnType<typeof refusalOf> {
    this.totals.refused++;
    const error = toDomainError(thrown);
    if (error.code === 'internal') this.log.error({ scope: 'hls', err: error.cause ?? error }, 'request failed');
    return refusalOf(error);
  }
}
