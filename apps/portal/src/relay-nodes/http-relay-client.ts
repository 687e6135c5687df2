// The portal's own processes: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
// eslint-disable-next-line no-restricted-imports
import { connect, type TcpNetConnectOpts } from 'node:net';
import { type Duplex, pipeline, type Readable } from 'node:stream';
import { DomainError, type ErrorCode, ERRORS } from '#libs/contracts';
import type { ConnectRequest, LeaseStats, RelayClient, SignAnswer, SignRequest } from './relay-client.js';

const TIMEOUT_MS = 5_000;
const CONNECTIONS = 16;
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** Of an answer to `/v1/sign`, what is for the client. */
const SIGN_HEADERS = ['access-control-allow-origin', 'content-type', 'content-length', 'cache-control', 'allow'];

/** A relay process reached over its inner HTTP face. */
export class HttpRelayClient implements RelayClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(
    readonly url: string,
    private readonly secret: string,
  ) {}

  close(): void {
    this.agent.destroy();
  }

  async bindPorts(identityKey: string): Promise<void> {
    await this.ask('POST', `/ports/${encodeURIComponent(identityKey)}`);
  }

  async stats(): Promise<LeaseStats[]> {
    return (await this.ask('GET', '/stats')) as LeaseStats[];
  }

  connect({ accessToken, address, isUpgrade }: ConnectRequest): Promise<Duplex> {
    return new Promise((resolve, reject) => {
      const headers = {
        ...this.authorization,
        connection: 'upgrade',
        upgrade: 'reverse-session',
        'x-client-address': address,
        'x-client-upgrade': String(isUpgrade),
        ...(accessToken !== undefined && { 'x-portal-access-token': accessToken }),
      };
      const sent = request(new URL('/connect', this.url), {
        ...{ headers, timeout: TIMEOUT_MS },
        // Either side may end first.
        createConnection: (to) => connect({ ...(to as TcpNetConnectOpts), allowHalfOpen: true, noDelay: true }),
      });
      sent.once('upgrade', (_response, socket, head) => {
        socket.setTimeout(0);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
      });
      const fail = (cause?: unknown): void => reject(new DomainError('relay.unavailable', { cause }));
      sent.once('response', (response: IncomingMessage) => {
        response.resume();
        fail();
      });
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', fail);
      sent.end();
    });
  }

  async sign({ method, accessToken, contentType, body }: SignRequest): Promise<SignAnswer> {
    const headers = {
      ...(accessToken !== undefined && { 'x-portal-access-token': accessToken }),
      ...(contentType !== undefined && { 'content-type': contentType }),
    };
    try {
      const answer = await this.request(method, '/v1/sign', headers, body);
      const told = SIGN_HEADERS.flatMap((name) => (answer.headers[name] ? [[name, String(answer.headers[name])]] : []));
      return { status: answer.statusCode!, headers: Object.fromEntries(told) as Record<string, string>, body: answer };
    } catch (cause) {
      throw new DomainError('relay.unavailable', { cause });
    }
  }

  private async ask(method: string, path: string): Promise<unknown> {
    const { status, body } = await this.send(method, path).catch((cause: unknown) => {
      throw new DomainError('relay.unavailable', { cause });
    });
    if (status === 200) return JSON.parse(body);
    const { code } = JSON.parse(body) as { code: string };
    throw new DomainError(code in ERRORS ? (code as ErrorCode) : 'internal');
  }

  private async send(method: string, path: string): Promise<{ status: number; body: string }> {
    const response = await this.request(method, path);
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_ANSWER_BYTES) throw new Error('The answer is too long.');
      parts.push(part);
    }
    return { status: response.statusCode!, body: Buffer.concat(parts).toString() };
  }

  private request(
    method: string,
    path: string,
    headers: OutgoingHttpHeaders = {},
    body?: Readable,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const all = { ...headers, ...this.authorization };
      const options = { method, headers: all, agent: this.agent, timeout: TIMEOUT_MS };
      const sent = request(new URL(path, this.url), options, resolve);
      sent.once('timeout', () => sent.destroy(new Error('timeout')));
      sent.once('error', reject);
      if (body) pipeline(body, sent, () => undefined);
      else sent.end();
    });
  }

  private get authorization(): { authorization: string } {
    return { authorization: `Bearer ${this.secret}` };
  }
}
