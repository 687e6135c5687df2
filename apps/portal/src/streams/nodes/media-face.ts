import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { DomainError, type ErrorCode, LIMITS } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import type { MediaClient } from './media-client.js';

export interface MediaFaceOptions {
  media: MediaClient;
  /** What callers send as bearer token. */
  secret: string;
  /** For what is a fault of ours. */
  onError(error: unknown): void;
}

interface Reply {
  status: number;
  type: string;
  body: Buffer | string;
  isImmutable?: boolean;
}

/** Marks an answer whose bytes may be kept. */
export const IMMUTABLE_HEADER = 'x-immutable';
const MAX_BODY = LIMITS.sdpBytes * 2;

/**
 * A media node's inner HTTP face: what the other processes of the portal ask of it. Not for the public: it believes
 * whoever has the secret.
 */
export class MediaFace {
  private readonly server: Server;

  constructor(private readonly options: MediaFaceOptions) {
    this.server = createServer(
      { keepAliveTimeout: 60_000 },
      (request, response) => void this.answer(request, response),
    );
  }

  /** Resolves with the port. */
  async listen(port: number, host: string): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    return (this.server.address() as { port: number }).port;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      const bearer = request.headers.authorization ?? '';
      if (!constantTimeEqual(bearer, `Bearer ${this.options.secret}`)) throw new DomainError('auth.required');
      send(response, await this.route(request, gone.signal));
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onError(error);
      if (response.destroyed) return;
      const code: ErrorCode = error instanceof DomainError ? error.code : 'internal';
      const { status } = error instanceof DomainError ? error : { status: 500 };
      send(response, json({ code }, status));
    }
  }

  private async route(request: IncomingMessage, signal: AbortSignal): Promise<Reply> {
    const { media } = this.options;
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://node');
    const [, what, id = '', file = ''] = pathname.split('/').map(decodeURIComponent);
    switch (`${request.method} ${what}`) {
      case 'GET hls': {
        const { status, contentType, body, isImmutable } = await media.hls(Number(id), file, searchParams, signal);
        return { status, type: contentType, body, isImmutable };
      }
      case 'POST whip':
        return json(await media.publish(JSON.parse(await readBody(request))));
      case 'POST whep':
        return json(await media.play(Number(id), await readBody(request)));
      case 'PATCH webrtc':
        await media.addCandidates(id, await readBody(request));
        return json({});
      case 'DELETE webrtc':
        await media.endWebRtc(id);
        return json({});
      case 'GET snapshot': {
        const image = await media.snapshot(Number(id));
        return image ? { status: 200, type: 'image/jpeg', body: image } : { status: 204, type: 'image/jpeg', body: '' };
      }
      case 'GET status':
        return json(await media.status(Number(id)));
      default:
        throw new DomainError('route.not_found');
    }
  }
}

const json = (value: object, status = 200): Reply => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
});

const send = (response: ServerResponse, { status, type, body, isImmutable = false }: Reply): void => {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    ...(isImmutable && { [IMMUTABLE_HEADER]: '1' }),
  });
  response.end(body);
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY) throw new DomainError('request.too_large');
    parts.push(part);
  }
  return Buffer.concat(parts).toString();
};
