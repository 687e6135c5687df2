import { DomainError } from '#libs/contracts';
import { randomToken } from '#libs/crypto';
import type { HlsReply, WebRtcAnswer } from '../../nodes/media-client.js';
import type { OnBehalf } from './auth-hook.js';
import { MediaMtxHttp } from './mediamtx-http.js';

/** Longer than a blocking playlist waits. */
const TIMEOUT_MS = 15_000;
/** WebRTC sessions whose resource is remembered; the oldest go first. */
const MAX_SESSIONS = 10_000;
const REQUEST = 'request';

export interface WhipRequest {
  path: string;
  address: string;
  userAgent: string | null;
  offer: string;
}

/** HLS, WHIP and WHEP of a MediaMTX, on behalf of who was let in here. */
export class MediaMtxPlayers {
  private readonly hlsServer: MediaMtxHttp;
  private readonly webRtcServer: MediaMtxHttp;
  private readonly under = new Map<string, OnBehalf>();
  /** Addresses of resources at MediaMTX, each with a secret of its own. */
  private readonly sessions = new Map<string, string>();

  constructor(
    urls: { hls: URL; webRtc: URL },
    private readonly secret: string,
  ) {
    this.hlsServer = new MediaMtxHttp(urls.hls, TIMEOUT_MS);
    this.webRtcServer = new MediaMtxHttp(urls.webRtc, TIMEOUT_MS);
  }

  async close(): Promise<void> {
    await Promise.all([this.hlsServer.close(), this.webRtcServer.close()]);
  }

  /** The hook's question about a request to the WebRTC server. */
  requestOf(query: string): OnBehalf | undefined {
    return this.under.get(new URLSearchParams(query).get(REQUEST) ?? '');
  }

  async hls(path: string, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const search = query.size > 0 ? `?${query}` : '';
    const answer = await this.hlsServer.ask(`/${path}/${encodeURIComponent(file)}${search}`, {
      headers: { authorization: `Bearer ${this.secret}` },
      signal,
    });
    const isPlaylist = file.endsWith('.m3u8');
    const status = statusOf(answer.status, isPlaylist);
    const contentType = answer.headers.get('content-type') ?? 'application/octet-stream';
    // Names of segments and parts are made anew with every muxer.
    return { status, contentType, body: answer.body, isImmutable: status === 200 && !isPlaylist };
  }

  publish({ path, address, userAgent, offer }: WhipRequest): Promise<WebRtcAnswer> {
    return this.negotiate(`/${path}/whip`, offer, { address, userAgent });
  }

  play(path: string, offer: string): Promise<WebRtcAnswer> {
    return this.negotiate(`/${path}/whep`, offer, { address: '', userAgent: null });
  }

  async addCandidates(sessionId: string, fragment: string): Promise<void> {
    const headers = { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': '*' };
    const place = this.requireSession(sessionId);
    const { status } = await this.webRtcServer.ask(place, { method: 'PATCH', headers, body: fragment });
    if (status === 404) this.forget(sessionId);
    if (status >= 400) throw new DomainError('webrtc.offer_invalid');
  }

  async end(sessionId: string): Promise<void> {
    const place = this.requireSession(sessionId);
    this.sessions.delete(sessionId);
    await this.webRtcServer.ask(place, { method: 'DELETE' });
  }

  private async negotiate(
    path: string,
    offer: string,
    { address, userAgent }: Pick<WhipRequest, 'address' | 'userAgent'>,
  ): Promise<WebRtcAnswer> {
    const name = randomToken(16);
    let refusal: DomainError | undefined;
    this.under.set(name, { address, userAgent, refused: (error) => (refusal = error) });
    try {
      const { status, headers, body } = await this.webRtcServer.ask(`${path}?${REQUEST}=${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/sdp' },
        body: offer,
      });
      if (status !== 201) throw refusal ?? new DomainError(REFUSALS[status] ?? 'server.unavailable');
      return { sessionId: this.remember(headers.get('location') ?? '', path), answer: body.toString() };
    } finally {
      this.under.delete(name);
    }
  }

  private remember(location: string, base: string): string {
    const { pathname } = new URL(location, new URL(base, 'http://mediamtx'));
    const sessionId = randomToken(16);
    this.sessions.set(sessionId, pathname);
    if (this.sessions.size > MAX_SESSIONS) this.sessions.delete(this.sessions.keys().next().value!);
    return sessionId;
  }

  private requireSession(sessionId: string): string {
    const path = this.sessions.get(sessionId);
    if (!path) throw new DomainError('webrtc.session_not_found');
    return path;
  }

  private forget(sessionId: string): never {
    this.sessions.delete(sessionId);
    throw new DomainError('webrtc.session_not_found');
  }
}

const REFUSALS: Partial<Record<number, 'webrtc.offer_invalid' | 'stream.offline'>> = {
  400: 'webrtc.offer_invalid',
  404: 'stream.offline',
};

/** A playlist that is not there is one that comes: the stream is on the air. */
const statusOf = (statusCode: number, isPlaylist: boolean): HlsReply['status'] => {
  if (statusCode === 200 || statusCode === 400) return statusCode;
  return statusCode === 404 && !isPlaylist ? 404 : 503;
};
