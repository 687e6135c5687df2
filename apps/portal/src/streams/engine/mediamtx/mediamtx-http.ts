import { DomainError } from '#libs/contracts';
import { NetGuard, type NetworkPolicy } from '#libs/net-guard';

/** The operator says where MediaMTX is, and it is near: beside the portal or in the same network. */
const POLICY: NetworkPolicy = { loopback: true, linkLocal: true, private: true, allow: [], deny: [] };
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

export interface MediaMtxQuestion {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  headers?: Record<string, string>;
  body?: string;
  signal?: AbortSignal | undefined;
}

export interface MediaMtxAnswer {
  status: number;
  headers: Headers;
  body: Buffer;
}

/** One of the HTTP servers of a MediaMTX. */
export class MediaMtxHttp {
  private readonly guard = new NetGuard(() => POLICY);

  constructor(
    private readonly url: URL,
    private readonly timeoutMs: number,
  ) {}

  close(): Promise<void> {
    return this.guard.close();
  }

  /** Whatever the status is. @throws DomainError server.unavailable; or the signal's reason */
  async ask(path: string, { signal, ...question }: MediaMtxQuestion = {}): Promise<MediaMtxAnswer> {
    const limits = { maxRedirects: 0, maxBytes: MAX_ANSWER_BYTES, timeoutMs: this.timeoutMs };
    try {
      const response = await this.guard.fetch(new URL(path, this.url), {
        ...{ scope: 'outbound', signal },
        ...limits,
        ...question,
      });
      return { status: response.status, headers: response.headers, body: await response.bytes() };
    } catch (error) {
      if (signal?.aborted) throw error;
      // Paths are keys: what a failure says of the address stays here.
      throw new DomainError('server.unavailable', { cause: new Error(`MediaMTX: ${codeOf(error)}`) });
    }
  }
}

const codeOf = (error: unknown): string => (error instanceof DomainError ? error.code : 'request failed');
