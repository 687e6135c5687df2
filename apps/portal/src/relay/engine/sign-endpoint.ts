import { createPrivateKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { DomainError } from '#libs/contracts';
import {
  accessTokenOf,
  checkSignRequest,
  DigestSigner,
  parseSignRequest,
  ProtocolError,
  RELAY_ERROR_CODES,
  RELAY_LIMITS,
} from '#libs/relay-protocol';
import type { LeaseDirectory } from './lease-directory.js';
import { relayRefusal } from './relay-refusal.js';
import type { RoutePolicy } from './tenants.js';

export interface SignEndpointOptions {
  directory: Pick<LeaseDirectory, 'byToken'>;
  policy: Pick<RoutePolicy, 'isRoutable'>;
  /** @throws DomainError lease.unauthorized */
  identityOf(accessToken: string | undefined): string;
  /** For clients of protocol 5, which send no token. */
  allowsNoToken: boolean;
  onError(error: unknown): void;
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** `POST /v1/sign`: signs the digests of tenants' TLS handshakes with the key of the relay's certificate. */
export class SignEndpoint {
  private signer: DigestSigner | undefined;

  constructor(private readonly options: SignEndpointOptions) {}

  /** Before the first request, and whenever the certificate is another. */
  useKey(keyPem: string): void {
    this.signer = new DigestSigner(createPrivateKey(keyPem));
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    void this.decide(request)
      .catch((error: unknown) => this.failure(error))
      .then(({ status, body, headers }) => {
        const text = `${JSON.stringify(body)}\n`;
        response.writeHead(status, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          'cache-control': 'no-store',
          'access-control-allow-origin': '*',
          // What was not read would be taken for the next request.
          ...(!request.complete && { connection: 'close' }),
          ...headers,
        });
        response.end(text);
      });
  }

  private async decide(request: IncomingMessage): Promise<Answer> {
    if (request.method !== 'POST')
      return { status: 405, body: { error: 'method not allowed' }, headers: { allow: 'POST' } };
    const type = request.headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase();
    if (type !== undefined && type !== 'application/json')
      return { status: 415, body: { error: 'content type must be application/json' } };
    const body = await readBody(request);
    if (body === undefined) return { status: 400, body: { error: 'request is too large' } };
    await this.admit(accessTokenOf(request.headers));
    const wish = parseSignRequest(body);
    const { algorithm, digest } = checkSignRequest(wish, { now: new Date() });
    const signature = this.signer!.sign(algorithm, digest).toString('base64');
    return { status: 200, body: { key_id: wish.key_id, algorithm, signature } };
  }

  private async admit(token: string | undefined): Promise<void> {
    const { allowsNoToken, identityOf, directory, policy } = this.options;
    if (token === undefined && allowsNoToken) return;
    const identityKey = identityOf(token);
    if (!(await directory.byToken(token!, identityKey))) throw new DomainError('lease.unauthorized');
    if (!policy.isRoutable(identityKey)) throw new DomainError('lease.rejected');
  }

  private failure(error: unknown): Answer {
    if (error instanceof ProtocolError)
      return { status: RELAY_ERROR_CODES[error.code], body: { error: error.message } };
    if (error instanceof DomainError) return { status: error.status, body: relayRefusal(error) };
    this.options.onError(error);
    return { status: 500, body: { error: 'signing failed' } };
  }
}

/** undefined when it is longer than a request may be, or cut off. By events, which cost less than an iterator. */
const readBody = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const settle = (body: string | undefined): void => {
      request.off('data', take);
      resolve(body);
    };
    const take = (part: Buffer): void => {
      size += part.length;
      if (size > RELAY_LIMITS.body.sign) settle(undefined);
      else parts.push(part);
    };
    const none = (): void => settle(undefined);
    request.on('data', take).once('error', none).once('close', none);
    request.once('end', () => settle(Buffer.concat(parts).toString()));
  });
