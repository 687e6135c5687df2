import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import { RELAY_PATHS } from '#libs/relay-protocol';
import type { LeaseStats } from '../relay-nodes/index.js';
import type { ConnectOffer } from './engine/reverse-connect.js';

export interface RelayFaceOptions {
  bindPorts(identityKey: string): Promise<void>;
  stats(): LeaseStats[];
  connect(stream: Duplex, offer: ConnectOffer): void;
  /** `/v1/sign`. */
  sign(request: IncomingMessage, response: ServerResponse): void;
  /** What callers send as bearer token. */
  secret: string;
  /** For what is a fault of ours. */
  onError(error: unknown): void;
}

/** A relay's inner HTTP face: what the other processes of the portal ask of it. It believes whoever has the secret. */
export class RelayFace {
  private readonly server: Server;

  constructor(private readonly options: RelayFaceOptions) {
    this.server = createServer(
      { keepAliveTimeout: 60_000 },
      (request, response) => void this.answer(request, response),
    );
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
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
    try {
      this.requireSecret(request);
      if (request.url === RELAY_PATHS.sign) return this.options.sign(request, response);
      send(response, 200, await this.route(request));
    } catch (error) {
      if (!(error instanceof DomainError)) this.options.onError(error);
      const code: ErrorCode = error instanceof DomainError ? error.code : 'internal';
      send(response, error instanceof DomainError ? error.status : 500, { code });
    }
  }

  private async route(request: IncomingMessage): Promise<unknown> {
    const [, what, identityKey = ''] = (request.url ?? '/').split('/').map(decodeURIComponent);
    if (`${request.method} ${what}` === 'GET stats') return this.options.stats();
    if (`${request.method} ${what}` !== 'POST ports') throw new DomainError('route.not_found');
    await this.options.bindPorts(identityKey);
    return {};
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { headers, url } = request;
    if (url !== '/connect' || !this.isTrusted(request)) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: reverse-session\r\nConnection: Upgrade\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    this.options.connect(socket, {
      accessToken: textOf(headers['x-portal-access-token']),
      address: textOf(headers['x-client-address']) ?? '',
      version: '1.1',
      isUpgrade: headers['x-client-upgrade'] === 'true',
    });
  }

  private requireSecret(request: IncomingMessage): void {
    if (!this.isTrusted(request)) throw new DomainError('auth.required');
  }

  private isTrusted({ headers }: IncomingMessage): boolean {
    return constantTimeEqual(headers.authorization ?? '', `Bearer ${this.options.secret}`);
  }
}

const textOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

const send = (response: ServerResponse, status: number, body: unknown): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
};
