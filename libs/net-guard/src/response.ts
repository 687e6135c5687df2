import type { Response } from 'undici';
import { DomainError } from '#libs/contracts';

interface Limits {
  maxBytes: number;
  signal: AbortSignal;
  release: () => void;
}

/**
 * A response whose body is decoded and at most `maxBytes` long. Read the body or `cancel` it: until then the connection
 * stays in use, at the longest until the request's timeout.
 */
export class GuardedResponse {
  readonly status: number;
  readonly statusText: string;
  /** Of the body as it is read here: without `content-encoding`, and `content-length` only if it still holds. */
  readonly headers: Headers;
  /** After redirects. */
  readonly url: string;
  readonly body: ReadableStream<Uint8Array>;

  constructor(response: Response, url: URL, limits: Limits) {
    this.status = response.status;
    this.statusText = response.statusText;
    this.url = url.href;
    this.headers = new Headers([...response.headers]);
    if (this.headers.has('content-encoding')) {
      this.headers.delete('content-encoding');
      this.headers.delete('content-length');
    }
    this.body = capped(response.body as ReadableStream<Uint8Array> | null, limits);
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** @throws DomainError target.too_large, target.timeout, target.protocol */
  async bytes(): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of this.body) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /** @throws DomainError target.protocol — the body is not JSON */
  async json(): Promise<unknown> {
    const text = await this.text();
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new DomainError('target.protocol', { details: { reason: 'json' }, cause });
    }
  }

  /** Ends the transfer without reading the rest. */
  cancel(): Promise<void> {
    return this.body.cancel();
  }
}

/** A decompression bomb ends here too: what counts is what comes out, chunk by chunk. */
function capped(
  source: ReadableStream<Uint8Array> | null,
  { maxBytes, signal, release }: Limits,
): ReadableStream<Uint8Array> {
  const reader = source?.getReader();
  let seen = 0;
  const fail = async (error: unknown): Promise<never> => {
    release();
    await reader?.cancel(error).catch(() => undefined);
    throw error;
  };
  if (!reader) release();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await reader?.read().catch((cause: unknown) => {
          return fail(signal.aborted ? signal.reason : new DomainError('target.protocol', { cause }));
        });
        if (!chunk || chunk.done) {
          release();
          controller.close();
          return;
        }
        seen += chunk.value.byteLength;
        if (seen > maxBytes) await fail(new DomainError('target.too_large', { details: { max_bytes: maxBytes } }));
        controller.enqueue(chunk.value);
      },
      async cancel(reason) {
        release();
        await reader?.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
