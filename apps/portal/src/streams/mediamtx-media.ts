import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { RtmpServer } from './engine/ingest/rtmp.server.js';
import { AuthHook } from './engine/mediamtx/auth-hook.js';
import { MediaMtxApi } from './engine/mediamtx/control-api.js';
import { pathOf } from './engine/mediamtx/path-names.js';
import { MediaMtxPlayers } from './engine/mediamtx/players.js';
import { SourcePublisher } from './engine/mediamtx/source-publisher.js';
import { MediaMtxSources } from './engine/mediamtx/sources.js';
import { LocalMedia } from './local-media.js';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './nodes/media-client.js';
import { Broadcasts } from './publishing/broadcasts.js';
import { DatabasePublishGate } from './publishing/publish-gate.js';

/** The parts that there are when a MediaMTX is used. */
interface Parts {
  api: MediaMtxApi;
  sources: MediaMtxSources;
  players: MediaMtxPlayers;
  hook: AuthHook;
  feed: RtmpServer;
}

/**
 * The broadcasts of this node when publishers and viewers are MediaMTX's. Their media comes here once, so that recordings,
 * relays, pictures and measurements are the same as without it.
 */
@Injectable()
export class MediaMtxMedia implements MediaClient {
  private parts: Parts | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly broadcasts: Broadcasts,
    private readonly gate: DatabasePublishGate,
    private readonly local: LocalMedia,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Listens for the hook and the feed. @throws Error — a port is taken */
  async open(): Promise<{ hook: number; feed: number }> {
    const { config } = this;
    const setting = <T>(value: T | undefined): T => value!;
    const secret = setting(config.get('MEDIAMTX_SECRET'));
    const api = new MediaMtxApi(setting(config.get('MEDIAMTX_API_URL')), secret);
    const urls = { hls: setting(config.get('MEDIAMTX_HLS_URL')), webRtc: setting(config.get('MEDIAMTX_WEBRTC_URL')) };
    const players = new MediaMtxPlayers(urls, secret);
    const onError = (err: unknown): void => this.log.warn({ scope: 'media', err }, 'mediamtx');
    const gate = { open: this.gate.openAtOnce.bind(this.gate) };
    const sources = new MediaMtxSources({ api, secret, gate, onError });
    const hook = new AuthHook({
      ...{ api, secret, onError },
      admit: (request, source) => sources.admit(request, source),
      requestOf: (query) => players.requestOf(query),
    });
    // One host feeds all of it.
    const limits = { maxConnectionsPerAddress: 1_000 };
    const feed = new RtmpServer({ gate: sources, protocol: 'rtmp', limits, onFault: onError });
    this.parts = { api, sources, players, hook, feed };
    sources.start();
    return {
      hook: await hook.listen(config.get('MEDIAMTX_HOOK_PORT'), config.get('PORTAL_HOST')),
      feed: await feed.listen(config.get('MEDIAMTX_FEED_PORT'), config.get('PORTAL_HOST')),
    };
  }

  async close(): Promise<void> {
    if (!this.parts) return;
    const { api, sources, players, hook, feed } = this.parts;
    sources.close();
    await Promise.all([hook.close(), feed.close(), players.close(), api.close()]);
  }

  hls(streamId: number, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const path = this.pathOf(streamId);
    if (path) return this.requireParts().players.hls(path, file, query, signal);
    // Its publisher may come back.
    return Promise.reject(new DomainError('server.unavailable'));
  }

  publish({ key, ...request }: { key: string } & PublishOffer): Promise<WebRtcAnswer> {
    if (!/^[\w-]+$/.test(key)) return Promise.reject(new DomainError('stream_key.invalid'));
    return this.requireParts().players.publish({ ...request, path: pathOf(key) });
  }

  async play(streamId: number, offer: string): Promise<WebRtcAnswer> {
    const { health } = this.broadcasts.require(streamId).readers;
    const path = this.pathOf(streamId);
    if (!path) throw new DomainError('stream.offline');
    // MediaMTX ends such a session as soon as the first of them comes.
    if (health.hasBFrames) throw new DomainError('stream.unsupported');
    const answer = await this.requireParts().players.play(path, offer);
    return { ...answer, ...(health.hasAac && { degraded: 'no-audio' as const }) };
  }

  addCandidates(sessionId: string, fragment: string): Promise<void> {
    return this.requireParts().players.addCandidates(sessionId, fragment);
  }

  endWebRtc(sessionId: string): Promise<void> {
    return this.requireParts().players.end(sessionId);
  }

  snapshot(streamId: number): Promise<Buffer | null> {
    return this.local.snapshot(streamId);
  }

  async status(streamId: number): Promise<LiveStatus> {
    const status = await this.local.status(streamId);
    const path = this.pathOf(streamId);
    const readers = path ? ((await this.requireParts().api.path(path))?.readers ?? []) : [];
    return {
      ...status,
      isSilentByWebRtc: this.broadcasts.require(streamId).readers.health.hasAac,
      webRtcViewers: readers.filter(({ type }) => type === 'webRTCSession').length,
    };
  }

  /** Undefined while the publisher is away. */
  private pathOf(streamId: number): string | undefined {
    const { publisher } = this.broadcasts.require(streamId).live;
    return publisher instanceof SourcePublisher ? publisher.path : undefined;
  }

  private requireParts(): Parts {
    if (!this.parts) throw new DomainError('server.unavailable');
    return this.parts;
  }
}

interface PublishOffer {
  address: string;
  userAgent: string | null;
  offer: string;
}
