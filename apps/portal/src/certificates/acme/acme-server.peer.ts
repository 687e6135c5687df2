import { createHash, createPublicKey, type JsonWebKey, randomBytes, verify, webcrypto } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as x509 from '@peculiar/x509';
import { type Issued, issueAuthority } from '../issue.js';

interface Order {
  domains: string[];
  proved: Set<string>;
  chain?: string;
}

const DAY_MS = 24 * 3_600_000;

/**
 * An ACME server (RFC 8555) as far as orders of DNS-01 go. It verifies every signature and nonce, and that the record is
 * there, and signs for `days`; with it the operator's DNS webhook, which holds the records.
 */
export class AcmeServer {
  readonly records: { name: string; value: string }[] = [];
  /** What the webhook was authorised by. */
  readonly bearers = new Set<string | undefined>();
  orders = 0;
  days = 90;
  /** Answers orders with 500. */
  isBroken = false;
  private readonly accounts = new Map<string, JsonWebKey>();
  private readonly open: Order[] = [];
  private readonly nonces = new Set<string>();
  private server!: Server;
  private authority!: Issued;

  static async open(): Promise<AcmeServer> {
    const acme = new AcmeServer();
    acme.authority = await issueAuthority('ACME');
    acme.server = createServer((request, response) => void acme.answer(request, response));
    await new Promise<void>((resolve) => acme.server.listen(0, '127.0.0.1', resolve));
    return acme;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get authorityPem(): string {
    return this.authority.certPem;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    const body = Buffer.concat(parts).toString();
    const path = request.url!;
    const reply = (status: number, data: unknown, headers: Record<string, string> = {}): void => {
      const nonce = randomBytes(12).toString('base64url');
      this.nonces.add(nonce);
      const isText = typeof data === 'string';
      response.writeHead(status, {
        'replay-nonce': nonce,
        'content-type': isText ? 'application/pem-certificate-chain' : 'application/json',
        ...headers,
      });
      response.end(isText ? data : JSON.stringify(data));
    };
    if (path === '/dns') return this.webhook(request, body, reply);
    if (path === '/directory') {
      const at = (name: string): string => `${this.url}/${name}`;
      return reply(200, { newNonce: at('nonce'), newAccount: at('account'), newOrder: at('order') });
    }
    if (path === '/nonce') return reply(200, {});
    const signed = this.verified(body);
    if (!signed) return reply(400, { type: 'urn:ietf:params:acme:error:malformed' });
    const [, what, id = ''] = path.split('/');
    return this.serve(what!, Number(id), signed, reply);
  }

  private webhook(request: IncomingMessage, body: string, reply: (status: number, data: unknown) => void): void {
    this.bearers.add(request.headers.authorization);
    const record = JSON.parse(body) as { name: string; value: string };
    if (request.method === 'POST') this.records.push(record);
    else {
      const at = this.records.findIndex(({ name, value }) => name === record.name && value === record.value);
      this.records.splice(at, 1);
    }
    reply(200, {});
  }

  private async serve(
    what: string,
    id: number,
    { payload, jwk, kid }: { payload: Record<string, unknown>; jwk: JsonWebKey; kid: string | undefined },
    reply: (status: number, data: unknown, headers?: Record<string, string>) => void,
  ): Promise<void> {
    if (what === 'account') {
      const location = `${this.url}/account/${this.accounts.size}`;
      this.accounts.set(location, jwk);
      return reply(201, { status: 'valid' }, { location });
    }
    if (kid === undefined) return reply(401, {});
    if (what === 'order' && !id) {
      this.orders++;
      if (this.isBroken) return reply(500, { type: 'urn:ietf:params:acme:error:serverInternal' });
      const domains = (payload['identifiers'] as { value: string }[]).map(({ value }) => value);
      this.open.push({ domains, proved: new Set() });
      return reply(201, this.presentOrder(this.open.length), { location: `${this.url}/order/${this.open.length}` });
    }
    const [orderId, at] = [Math.floor(id / 10) || id, id % 10];
    const order = this.open[(what === 'order' || what === 'finalize' || what === 'cert' ? id : orderId) - 1]!;
    if (what === 'order') return reply(200, this.presentOrder(id));
    if (what === 'authz') return reply(200, this.presentAuthorization(order, orderId, at));
    if (what === 'challenge') {
      const domain = order.domains[at]!;
      const wanted = createHash('sha256')
        .update(`token-${domain}.${thumbprint(jwk)}`)
        .digest('base64url');
      const name = `_acme-challenge.${domain.replace(/^\*\./, '')}`;
      if (this.records.some((record) => record.name === name && record.value === wanted)) order.proved.add(domain);
      return reply(200, this.presentAuthorization(order, orderId, at).challenges[0]);
    }
    if (what === 'finalize') {
      if (order.proved.size < order.domains.length)
        return reply(403, { type: 'urn:ietf:params:acme:error:orderNotReady' });
      order.chain = await this.sign(Buffer.from(payload['csr'] as string, 'base64url'));
      return reply(200, this.presentOrder(id));
    }
    return reply(200, order.chain!);
  }

  private presentOrder(id: number): object {
    const { domains, proved, chain } = this.open[id - 1]!;
    return {
      status: chain ? 'valid' : proved.size === domains.length ? 'ready' : 'pending',
      identifiers: domains.map((value) => ({ type: 'dns', value })),
      authorizations: domains.map((_, at) => `${this.url}/authz/${id * 10 + at}`),
      finalize: `${this.url}/finalize/${id}`,
      ...(chain && { certificate: `${this.url}/cert/${id}` }),
    };
  }

  private presentAuthorization({ domains, proved }: Order, id: number, at: number) {
    const domain = domains[at]!;
    const status = proved.has(domain) ? 'valid' : 'pending';
    return {
      status,
      identifier: { type: 'dns', value: domain.replace(/^\*\./, '') },
      wildcard: domain.startsWith('*.'),
      challenges: [{ type: 'dns-01', status, token: `token-${domain}`, url: `${this.url}/challenge/${id * 10 + at}` }],
    };
  }

  /** What a signed body says; undefined when it is not signed by its account, or was said before (RFC 8555 §6). */
  private verified(body: string) {
    const { protected: header, payload, signature } = JSON.parse(body) as Record<string, string>;
    const {
      jwk: given,
      kid,
      nonce,
      alg,
    } = JSON.parse(String(Buffer.from(header!, 'base64url'))) as {
      jwk?: JsonWebKey;
      kid?: string;
      nonce: string;
      alg: string;
    };
    const jwk = given ?? this.accounts.get(kid!);
    if (!jwk || alg !== 'ES256' || !this.nonces.delete(nonce)) return undefined;
    const key = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
    if (!verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature!, 'base64url')))
      return undefined;
    const said = payload ? (JSON.parse(String(Buffer.from(payload, 'base64url'))) as Record<string, unknown>) : {};
    return { payload: said, jwk, kid };
  }

  private async sign(der: Buffer): Promise<string> {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
    const csr = new x509.Pkcs10CertificateRequest(der);
    const key = Buffer.from(this.authority.keyPem.replace(/-----[^-]+-----|\s/g, ''), 'base64');
    const certificate = await x509.X509CertificateGenerator.create({
      subject: csr.subject,
      issuer: new x509.X509Certificate(this.authority.certPem).subject,
      notBefore: new Date(Date.now() - DAY_MS),
      notAfter: new Date(Date.now() + this.days * DAY_MS),
      publicKey: await csr.publicKey.export(),
      signingKey: (await webcrypto.subtle.importKey('pkcs8', key, algorithm, false, ['sign'])) as never,
      signingAlgorithm: algorithm,
      extensions: csr.extensions,
    });
    return `${certificate.toString('pem')}\n${this.authority.certPem}`;
  }
}

/** RFC 7638. */
const thumbprint = ({ crv, kty, x, y }: JsonWebKey): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
