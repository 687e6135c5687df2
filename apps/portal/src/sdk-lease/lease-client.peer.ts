import { randomBytes } from 'node:crypto';
import type { RegisterChallengeRequest, RegisterResponse, RenewRequest } from '#libs/relay-protocol';
import { identityKeyOf, Secp256k1Key } from '#libs/relay-protocol';
import type { Answer, TestPortal } from '#libs/testing';

export interface LeaseClientOptions {
  name?: string;
  key?: Secp256k1Key;
  /** Base URL of another process of the same installation. */
  at?: string;
}

export type LeaseWish = Omit<RegisterChallengeRequest, 'identity'>;

/** A tunnel client as far as its lease goes: an identity of its own that registers, renews and leaves. */
export class LeaseClient {
  readonly key: Secp256k1Key;
  readonly name: string;
  /** What its last registration was answered. */
  lease: RegisterResponse;
  /** Of the last registration or renewal. */
  token: string;
  private readonly at: string;

  constructor(
    private readonly portal: Pick<TestPortal, 'fetch'>,
    { name = `t${randomBytes(6).toString('hex')}`, key = Secp256k1Key.generate(), at = '' }: LeaseClientOptions = {},
  ) {
    this.name = name;
    this.key = key;
    this.at = at;
  }

  get identity(): { name: string; address: string } {
    return { name: this.name, address: this.key.address };
  }

  get identityKey(): string {
    return identityKeyOf(this.identity);
  }

  /** Any endpoint, with any body. */
  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.portal.fetch(`${this.at}${path}`, { body, headers });
  }

  challenge(wish: LeaseWish = {}): Promise<Answer> {
    return this.post('/sdk/register/challenge', { identity: this.identity, ...wish });
  }

  /** Signs what a challenge answered. */
  sign({ body }: Answer, reportedIp?: string): Promise<Answer> {
    const { challenge_id, siwe_message } = body.data;
    return this.post('/sdk/register', {
      ...{ challenge_id, siwe_message, siwe_signature: this.key.signPersonal(siwe_message) },
      ...(reportedIp !== undefined && { reported_ip: reportedIp }),
    });
  }

  /** Challenge, signature, registration; the answer of the first of them that is refused. */
  async register(wish: LeaseWish = {}, reportedIp?: string): Promise<Answer> {
    const challenge = await this.challenge(wish);
    if (challenge.status !== 201) return challenge;
    const answer = await this.sign(challenge, reportedIp);
    if (answer.status === 201) {
      this.lease = answer.body.data;
      this.token = this.lease.access_token;
    }
    return answer;
  }

  async renew(terms: Omit<RenewRequest, 'access_token'> = {}): Promise<Answer> {
    const answer = await this.post('/sdk/renew', { access_token: this.token, ...terms });
    if (answer.status === 200) this.token = answer.body.data.access_token;
    return answer;
  }

  unregister(): Promise<Answer> {
    return this.post('/sdk/unregister', { access_token: this.token });
  }
}

/** What a refusal is, in short: `409 hostname_conflict`. */
export const refusalOf = ({ status, body }: Answer): string => `${status} ${body.error?.code ?? JSON.stringify(body)}`;
