import type { Duplex } from 'node:stream';
import { ACCESS_TOKEN_HEADER, RELAY_PATHS } from '#libs/relay-protocol';
import { InnerClient } from '../nodes/index.js';
import type { ConnectRequest, LeaseStats, NewsSubject, RelayClient, SignAnswer, SignRequest } from './relay-client.js';

/** Of an answer to `/v1/sign`, what is for the client. */
const SIGN_HEADERS = ['access-control-allow-origin', 'content-type', 'content-length', 'cache-control', 'allow'];

/** A relay process reached over its inner HTTP face. */
export class HttpRelayClient implements RelayClient {
  private readonly inner: InnerClient;

  constructor(
    readonly url: string,
    secret: string,
  ) {
    this.inner = new InnerClient({ url, secret, timeoutMs: 5_000, connections: 16, unreachable: 'relay.unavailable' });
  }

  close(): void {
    this.inner.close();
  }

  async bindPorts(identityKey: string): Promise<void> {
    await this.inner.askJson(`/ports/${encodeURIComponent(identityKey)}`, { method: 'POST' });
  }

  async catchUp(subject: NewsSubject): Promise<void> {
    await this.inner.askJson(`/news/${subject}`, { method: 'POST' });
  }

  stats(): Promise<LeaseStats[]> {
    return this.inner.askJson('/stats');
  }

  connect({ accessToken, address, isUpgrade }: ConnectRequest): Promise<Duplex> {
    return this.inner.openStream({
      ...tokenHeader(accessToken),
      'x-client-address': address,
      'x-client-upgrade': String(isUpgrade),
    });
  }

  async sign({ method, accessToken, contentType, body }: SignRequest): Promise<SignAnswer> {
    const headers = { ...tokenHeader(accessToken), ...(contentType !== undefined && { 'content-type': contentType }) };
    const answer = await this.inner.send(RELAY_PATHS.sign, { method, headers, body });
    const told = SIGN_HEADERS.flatMap((name) => (answer.headers[name] ? [[name, String(answer.headers[name])]] : []));
    return { status: answer.statusCode!, headers: Object.fromEntries(told) as Record<string, string>, body: answer };
  }
}

const tokenHeader = (accessToken: string | undefined) =>
  accessToken === undefined ? {} : { [ACCESS_TOKEN_HEADER]: accessToken };
