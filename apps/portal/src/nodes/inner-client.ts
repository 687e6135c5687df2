import {
  Agent,
  type ClientRequestArgs,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  // The portal's own processes: no target of a user's, so no guard's business.
  // eslint-disable-next-line no-restricted-imports
  request,
} from 'node:http';
// eslint-disable-next-line no-restricted-imports
import { connect, type TcpNetConnectOpts } from 'node:net';
import { type Duplex, pipeline, Readable } from 'node:stream';
import { DomainError, type ErrorCode, ERRORS } from '#libs/contracts';
import { readBody } from '#libs/realtime';
import { STREAM_PATH } from './inner-face.js';

const MAX_ANSWER_BYTES = 64 * 1024 * 1024;
/** Less than the other side keeps a connection open. */
const IDLE_MS = 30_000;

export interface InnerClientOptions {
  /** Of the node. */
  url: string;
  secret: string;
  timeoutMs: number;
  /** At once, for questions; a stream has one of its own. */
  connections: number;
  /** What it is when there is no answer. */
  unreachable: ErrorCode;
}

interface Question {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: string | Readable;
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
    const response = await this.send(path, question);
    const { statusCode, headers } = response;
    return { status: statusCode!, headers, body: await this.reach(readBody(response, MAX_ANSWER_BYTES), question) };
  }

  /** An answer that is read as it comes. */
  send(path: string, question: Question): Promise<IncomingMessage> {
    const { method = 'GET', body, signal } = question;
    const { url, timeoutMs: timeout } = this.options;
    const headers = { ...question.headers, ...this.authorization };
    const options = { method, headers, agent: this.agent, timeout, ...(signal && { signal }) };
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      const sent = request(new URL(path, url), options, resolve);
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', reject);
      if (body instanceof Readable) pipeline(body, sent, () => undefined);
      else sent.end(body);
    });
    return this.reach(answered, question);
  }

  /** A stream of bytes to the node, who learns of it what the headers say. Either side may end first. */
  openStream(about: OutgoingHttpHeaders): Promise<Duplex> {
    const { url, timeoutMs: timeout } = this.options;
    const headers = { ...about, ...this.authorization, connection: 'upgrade', upgrade: 'stream' };
    const createConnection = (to: ClientRequestArgs): Duplex =>
      connect({ ...(to as TcpNetConnectOpts), allowHalfOpen: true, noDelay: true });
    const opened = new Promise<Duplex>((resolve, reject) => {
      const sent = request(new URL(STREAM_PATH, url), { headers, timeout, createConnection });
      sent.once('upgrade', (_response, socket, head) => {
        socket.setTimeout(0);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      sent.once('response', (response) => {
        response.resume();
        reject(new Error(`The node answered ${response.statusCode}.`));
      });
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', reject);
      sent.end();
    });
    return this.reach(opened);
  }

  private async reach<T>(reached: Promise<T>, { signal }: Question = {}): Promise<T> {
    try {
      return await reached;
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw new DomainError(this.options.unreachable, { cause });
    }
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
