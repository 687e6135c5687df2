// The portal's own processes: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { Agent, type IncomingMessage, request } from 'node:http';
import { DomainError, type ErrorCode, ERRORS } from '#libs/contracts';
import type { HlsReply, LiveStatus, MediaClient, WebRtcAnswer } from './media-client.js';
import { IMMUTABLE_HEADER } from './media-face.js';

/** Longer than a blocking playlist waits. */
const TIMEOUT_MS = 15_000;
const CONNECTIONS = 128;
const IDLE_MS = 30_000;
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

interface Question {
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
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS });

  constructor(
    readonly url: string,
    private readonly secret: string,
  ) {}

  close(): void {
    this.agent.destroy();
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

  private async askJson<T>(path: string, question: Question = {}): Promise<T> {
    const reply = await this.ask(path, question);
    if (reply.status !== 200) throw failureOf(reply);
    return JSON.parse(reply.body.toString()) as T;
  }

  private async ask(path: string, { method = 'GET', body, signal }: Question = {}): Promise<Response> {
    try {
      const response = await this.send(path, method, body, signal);
      return {
        status: response.statusCode!,
        type: response.headers['content-type'] ?? '',
        isImmutable: response.headers[IMMUTABLE_HEADER] !== undefined,
        body: await readWhole(response),
      };
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new DomainError('server.unavailable', { cause: error });
    }
  }

  private send(
    path: string,
    method: string,
    body: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${this.secret}` };
      const sent = request(
        new URL(path, this.url),
        { method, headers, agent: this.agent, timeout: TIMEOUT_MS, ...(signal && { signal }) },
        resolve,
      );
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

const readWhole = async (response: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) throw new DomainError('server.unavailable');
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
};

const failureOf = ({ body }: Response): DomainError => {
  const { code } = JSON.parse(body.toString()) as { code: string };
  return new DomainError(code in ERRORS ? (code as ErrorCode) : 'internal');
};
