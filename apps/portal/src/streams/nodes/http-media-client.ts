import { Pool } from 'undici';
import { DomainError, type ErrorCode, ERRORS } from '#libs/contracts';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './media-client.js';
import { IMMUTABLE_HEADER } from './media-face.js';

/** Longer than a blocking playlist waits. */
const TIMEOUT_MS = 15_000;
const CONNECTIONS = 128;

interface Request {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: string;
  signal?: AbortSignal | undefined;
}

interface Response {
  status: number;
  type: string;
  isImmutable: boolean;
  body: Buffer;
}

/** A media node reached over its inner HTTP face. */
export class HttpMediaClient implements MediaClient {
  private readonly pool: Pool;

  constructor(
    readonly url: string,
    private readonly secret: string,
  ) {
    this.pool = new Pool(url, {
      connections: CONNECTIONS,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      keepAliveTimeout: 30_000,
    });
  }

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  async hls(streamId: number, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply> {
    const search = query.size > 0 ? `?${query}` : '';
    const reply = await this.ask(`/hls/${streamId}/${encodeURIComponent(file)}${search}`, { signal });
    const { status, type, body, isImmutable } = reply;
    if (type === 'application/json') throw failureOf(reply);
    return { status: status as HlsReply['status'], contentType: type, body, isImmutable };
  }

  publish(request: { key: string; address: string; userAgent: string | null; offer: string }): Promise<WebRtcAnswer> {
    return this.askJson('/whip', { method: 'POST', body: JSON.stringify(request) });
  }

  play(streamId: number, offer: string): Promise<WebRtcAnswer> {
    return this.askJson(`/whep/${streamId}`, { method: 'POST', body: offer });
  }

  async addCandidates(sessionId: string, fragment: string): Promise<void> {
    await this.askJson(`/webrtc/${encodeURIComponent(sessionId)}`, { method: 'PATCH', body: fragment });
  }

  async endWebRtc(sessionId: string): Promise<void> {
    await this.askJson(`/webrtc/${encodeURIComponent(sessionId)}`, { method: 'DELETE' });
  }

  async snapshot(streamId: number): Promise<Buffer | null> {
    const reply = await this.ask(`/snapshot/${streamId}`);
    if (reply.status === 204) return null;
    if (reply.status !== 200) throw failureOf(reply);
    return reply.body;
  }

  status(streamId: number): Promise<LiveStatus> {
    return this.askJson(`/status/${streamId}`);
  }

  private async askJson<T>(path: string, request: Request = {}): Promise<T> {
    const reply = await this.ask(path, request);
    if (reply.status !== 200) throw failureOf(reply);
    return JSON.parse(reply.body.toString()) as T;
  }

  private async ask(path: string, { method = 'GET', body, signal }: Request = {}): Promise<Response> {
    try {
      const response = await this.pool.request({
        path,
        method,
        headers: { authorization: `Bearer ${this.secret}` },
        body: body ?? null,
        signal: signal ?? null,
      });
      return {
        status: response.statusCode,
        type: String(response.headers['content-type'] ?? ''),
        isImmutable: response.headers[IMMUTABLE_HEADER] !== undefined,
        body: Buffer.from(await response.body.arrayBuffer()),
      };
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new DomainError('server.unavailable', { cause: error });
    }
  }
}

const failureOf = ({ body }: Response): DomainError => {
  const { code } = JSON.parse(body.toString()) as { code: string };
  return new DomainError(code in ERRORS ? (code as ErrorCode) : 'internal');
};
