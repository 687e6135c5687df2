import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError, type ErrorCode, LIMITS } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import { httpAnswer, openPort, readBody } from '#libs/realtime';

/** Where a stream of bytes is asked for. */
export const STREAM_PATH = '/stream';
const MAX_BODY_BYTES = LIMITS.sdpBytes * 2;

export interface InnerQuestion {
  /** Method and first part of the path: `GET status`. */
  what: string;
  /** The other parts. */
  about: string[];
  query: URLSearchParams;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  /** @throws DomainError request.too_large */
  text(): Promise<string>;
}

export interface InnerReply {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer | string;
}

export interface InnerFaceOptions {
  /** What callers send as bearer token. */
  secret: string;
  answer(question: InnerQuestion): Promise<InnerReply>;
  /** What answers for itself, by its path. */
  roads?: Record<string, (request: IncomingMessage, response: ServerResponse) => void>;
  /** Takes over a stream of bytes, its first ones included. Without it there are none to be had. */
  takeStream?(stream: Duplex, headers: IncomingHttpHeaders): void;
  /** For what is a fault of ours. */
  onError(error: unknown): void;
}

/**
 * A node's inner HTTP face: what the other processes of the portal ask of it. Not for the public: it believes whoever
 * has the secret.
 */
export class InnerFace {
  private readonly server: Server;

  constructor(private readonly options: InnerFaceOptions) {
    this.server = createServer(
      { keepAliveTimeout: 60_000 },
      (request, response) => void this.answer(request, response),
    );
    const { takeStream } = options;
    if (takeStream) this.server.on('upgrade', (...asked) => this.upgrade(takeStream, ...asked));
  }

  /** Resolves with the port. */
  listen(port: number, host: string): Promise<number> {
    return openPort(this.server, { port, host });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      if (!this.isTrusted(request)) throw new DomainError('auth.required');
      const road = this.options.roads?.[request.url ?? ''];
      if (road) return road(request, response);
      send(response, await this.options.answer(questionOf(request, gone.signal)));
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onError(error);
      if (response.destroyed) return;
      const code: ErrorCode = error instanceof DomainError ? error.code : 'internal';
      send(response, jsonReply({ code }, error instanceof DomainError ? error.status : 500));
    }
  }

  private upgrade(
    take: NonNullable<InnerFaceOptions['takeStream']>,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ): void {
    socket.on('error', () => socket.destroy());
    if (request.url !== STREAM_PATH || !this.isTrusted(request)) {
      socket.end(httpAnswer(401));
      return;
    }
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: stream\r\nConnection: Upgrade\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    take(socket, request.headers);
  }

  private isTrusted({ headers }: IncomingMessage): boolean {
    return constantTimeEqual(headers.authorization ?? '', `Bearer ${this.options.secret}`);
  }
}

export const jsonReply = (value: object, status = 200): InnerReply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const questionOf = (request: IncomingMessage, signal: AbortSignal): InnerQuestion => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://node');
  const [, first, ...about] = pathname.split('/').map(decodeURIComponent);
  const text = async (): Promise<string> => (await readBody(request, MAX_BODY_BYTES)).toString();
  return { what: `${request.method} ${first}`, about, query: searchParams, signal, text };
};

const send = (response: ServerResponse, { status, headers, body }: InnerReply): void => {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
};
