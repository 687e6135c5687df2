// The portal's own processes: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { DomainError, type ErrorCode, ERRORS } from '#libs/contracts';

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Less than the other side keeps a connection open. */
const IDLE_MS = 30_000;

export interface InnerClientOptions {
  /** Of the node. */
  url: string;
  secret: string;
  timeoutMs: number;
  /** At once. */
  connections: number;
  /** What it is when there is no answer. */
  unreachable: ErrorCode;
}

interface Question {
  method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  body?: string;
  signal?: AbortSignal | undefined;
}

export interface InnerAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/**
 * Asks a node over its inner HTTP face.
 * @throws (all) DomainError `unreachable`, or what the node threw
 */
export class InnerClient {
  private readonly agent: Agent;

  constructor(private readonly options: InnerClientOptions) {
    this.agent = new Agent({ keepAlive: true, maxSockets: options.connections, timeout: IDLE_MS });
  }

  close(): void {
    this.agent.destroy();
  }

  async askJson<T>(path: string, question: Question = {}): Promise<T> {
    const answer = await this.ask(path, question);
    if (answer.status !== 200) throw failureOf(answer);
    return JSON.parse(answer.body.toString()) as T;
  }

  /** Whatever the status: see `failureOf`. */
  async ask(path: string, question: Question = {}): Promise<InnerAnswer> {
    try {
      const response = await this.send(path, question);
      const { statusCode: status, headers } = response;
      return { status: status!, headers, body: await readWhole(response) };
    } catch (cause) {
      if (question.signal?.aborted) throw cause;
      throw new DomainError(this.options.unreachable, { cause });
    }
  }

  private send(path: string, { method = 'GET', body, signal }: Question): Promise<IncomingMessage> {
    const { agent, authorization: headers } = this;
    const { url, timeoutMs: timeout } = this.options;
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent, timeout, ...(signal && { signal }) };
      const sent = request(new URL(path, url), options, resolve);
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', reject);
      sent.end(body);
    });
  }

  private get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.options.secret}` };
  }
}

/** What a node threw. */
export const failureOf = ({ body }: InnerAnswer): DomainError => {
  const { code } = JSON.parse(body.toString()) as { code: string };
  return new DomainError(code in ERRORS ? (code as ErrorCode) : 'internal');
};

const readWhole = async (response: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_ANSWER_BYTES) throw new Error('The answer is too long.');
    parts.push(part);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
};
