import { failureOf, InnerClient } from '../../nodes/index.js';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './media-client.js';
import { IMMUTABLE_HEADER } from './media-face.js';

/** Longer than a blocking playlist waits. */
const TIMEOUT_MS = 15_000;
const CONNECTIONS = 128;

/** A media node reached over its inner HTTP face. */
export class HttpMediaClient implements MediaClient {
  private readonly inner: InnerClient;

  constructor(
    readonly url: string,
    secret: string,
  ) {
    const limits = { timeoutMs: TIMEOUT_MS, connections: CONNECTIONS };
    this.inner = new InnerClient({ url, secret, ...limits, unreachable: 'server.unavailable' });
  }

  close(): void {
    this.inner.close();
  }

  async hls(streamId: number, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const search = query.size > 0 ? `?${query}` : '';
    const answer = await this.inner.ask(`/hls/${streamId}/${encodeURIComponent(file)}${search}`, { signal });
    const { status, headers, body } = answer;
    const contentType = headers['content-type'] ?? '';
    if (contentType === 'application/json') throw failureOf(answer);
    const isImmutable = headers[IMMUTABLE_HEADER] !== undefined;
    return { status: status as HlsReply['status'], contentType, body, isImmutable };
  }

  publish(request: { key: string; address: string; userAgent: string | null; offer: string }): Promise<WebRtcAnswer> {
    return this.inner.askJson('/whip', { method: 'POST', body: JSON.stringify(request) });
  }

  play(streamId: number, offer: string): Promise<WebRtcAnswer> {
    return this.inner.askJson(`/whep/${streamId}`, { method: 'POST', body: offer });
  }

  async addCandidates(sessionId: string, fragment: string): Promise<void> {
    await this.inner.askJson(`/webrtc/${encodeURIComponent(sessionId)}`, { method: 'PATCH', body: fragment });
  }

  async endWebRtc(sessionId: string): Promise<void> {
    await this.inner.askJson(`/webrtc/${encodeURIComponent(sessionId)}`, { method: 'DELETE' });
  }

  async snapshot(streamId: number): Promise<Buffer | null> {
    const answer = await this.inner.ask(`/snapshot/${streamId}`);
    if (answer.status === 204) return null;
    if (answer.status !== 200) throw failureOf(answer);
    return answer.body;
  }

  status(streamId: number): Promise<LiveStatus> {
    return this.inner.askJson(`/status/${streamId}`);
  }
}
