import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { Log } from '#libs/telemetry';
import { errorBody, toDomainError } from '../../boundary/domain-error.filter.js';
import { LOG } from '../../boundary/log.js';
import { type HlsFile, HlsFiles } from './hls-files.js';
import { readHlsUrl } from './hls-request.js';
import { PlayableStreams } from './playable-streams.js';
import { PlaybackAccess } from './playback-access.js';
import { type Viewer, Viewers } from './viewers.js';

/** Of one viewer, in a window: a player that does nothing but wait for parts asks for a tenth of it. */
const MAX_REQUESTS = 1_000;
const WINDOW_MS = 10_000;

/** How an answer may be kept on its way. */
type Admitted = 'open' | 'closed';

/**
 * The short way of most HLS requests, in front of the router: no session, no bucket of the API, no line in the access log.
 * It answers whoever memory says may watch; everybody else goes the long way, through the route of the controller.
 */
@Injectable()
export class HlsRoad {
  private readonly isLimited: boolean;
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

  /** In front of whatever answers requests now. */
  attach(server: Server): void {
    const others = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      if (!this.answer(request, response)) for (const other of others) other.call(server, request, response);
    });
  }

  /** Whether the request was one for this road. */
  private answer(request: IncomingMessage, response: ServerResponse): boolean {
    if (request.method !== 'GET') return false;
    const wanted = readHlsUrl(request.url!);
    if (!wanted) return false;
    const { key, file: name, pass, directives } = wanted;

    const viewer = this.viewers.peek(pass || key);
    const stream = viewer && !pass ? undefined : this.streams.peek(key);
    if (pass && stream?.id !== viewer?.pass.streamId) return false;
    const streamId = viewer?.pass.streamId ?? stream?.id;
    const isOpen = stream !== undefined && this.access.isOpen(stream);
    // Whoever has no pass gets one with the first playlist.
    if (streamId === undefined || (!viewer && (!isOpen || name.endsWith('.m3u8')))) return false;

    if (viewer && !this.admits(viewer)) {
      this.refuse(response, new DomainError('rate.exceeded', { details: { retry_after: WINDOW_MS / 1000 } }));
      return true;
    }
    const admitted = isOpen ? 'open' : 'closed';
    const ready = this.files.peek(streamId, name, directives);
    if (ready) this.send(response, ready, admitted);
    else {
      this.files.get(streamId, name, directives).then(
        (file) => this.send(response, file, admitted),
        (error: unknown) => this.refuse(response, error),
      );
    }
    return true;
  }

  private admits(viewer: Viewer): boolean {
    const now = Date.now();
    viewer.seenAt = now;
    if (!this.isLimited) return true;
    if (now - viewer.windowAt >= WINDOW_MS) {
      viewer.windowAt = now;
      viewer.requests = 0;
    }
    return ++viewer.requests <= MAX_REQUESTS;
  }

  private send(response: ServerResponse, { body, headers }: HlsFile, admitted: Admitted): void {
    this.totals.answered++;
    this.totals.bytes += body.length;
    response.writeHead(200, headers[admitted] as string[]);
    response.end(body);
  }

  private refuse(response: ServerResponse, thrown: unknown): void {
    this.totals.refused++;
    const error = toDomainError(thrown);
    if (error.code === 'internal') this.log.error({ scope: 'hls', err: error.cause ?? error }, 'request failed');
    const { retry_after: wait } = (error.details ?? {}) as { retry_after?: number };
    const body = Buffer.from(JSON.stringify(errorBody(error)));
    if (wait !== undefined) response.setHeader('retry-after', wait);
    response.writeHead(error.status, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    response.end(body);
  }
}
