import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { RELAY_ERROR_CODES, RELAY_LIMITS, Secp256k1Key, signLeaseToken } from '#libs/relay-protocol';
import { type Answer, mutate, type SeededRandom, seededRandom, usePortal } from '#libs/testing';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayChallenge } from './challenge.entity.js';
import { LeaseClient, refusalOf } from './lease-client.peer.js';
import { LeaseTokens } from './lease-tokens.js';

const ROUNDS = 120;
const PATHS = ['/sdk/register/challenge', '/sdk/register', '/sdk/renew', '/sdk/unregister'];

/** What a field may be told. */
const ODD_VALUES: unknown[] = [
  ...[null, true, 0, -1, 1e308, 2 ** 53, '', ' ', '\0', '\ud800', 'x'.repeat(70_000), [], {}, [[]], { a: {} }],
  ...[
    '0x',
    `0x${'0'.repeat(40)}`,
    `0x${'f'.repeat(130)}`,
    `0x${'0'.repeat(130)}`,
    'rch_0000000000000000',
    '*.a',
    'a:b',
  ],
];

const oddly = (value: unknown, random: SeededRandom): unknown => {
  if (value === null || typeof value !== 'object' || random.below(4) === 0) {
    return random.below(3) === 0 ? value : ODD_VALUES[random.below(ODD_VALUES.length)];
  }
  const entries = Object.entries(value).map(([key, field]) => [
    key,
    random.below(2) === 0 ? oddly(field, random) : field,
  ]);
  return Object.fromEntries(entries.filter(() => random.below(8) > 0));
};

describe('the control plane of leases', () => {
  const portal = usePortal({ RELAY_URL: 'https://relay.test' });
  const client = () => new LeaseClient(portal);
  let holder: LeaseClient;

  beforeAll(async () => {
    holder = client();
    await holder.register({ ttl: 3600 });
  });

  /** In the envelope, whatever was sent, and no fault of ours. */
  const expectAnswer = ({ status, body }: Answer, sent: string): void => {
    expect(status, sent).toBeLessThan(500);
    if (status < 300) return expect(body, sent).toMatchObject({ ok: true });
    const code = expect.toSatisfy((text: string) => text in RELAY_ERROR_CODES);
    expect(body, sent).toEqual({ ok: false, error: { code, message: expect.any(String) } });
  };

  const send = async (path: string, body: string): Promise<void> => {
    expectAnswer(await holder.post(path, body), `${path} ${body.slice(0, 300)}`);
  };

  it('answers strange values in every field as a fault of the client', async () => {
    const random = seededRandom(8);
    const challenge = await holder.challenge();
    const { challenge_id, siwe_message } = challenge.body.data;
    const metadata = { description: 'd', owner: 'o', thumbnail: 't', tags: ['a'], hide: false };
    const ech = { route_hostname: 'ech-x.relay.test', hostname_hash: 'h', ech_config_list: 'AAAA' };
    const bodies: Record<string, object> = {
      '/sdk/register/challenge': { identity: holder.identity, ttl: 30, tcp_enabled: false, metadata, ...ech },
      '/sdk/register': { challenge_id, siwe_message, siwe_signature: holder.key.signPersonal('x'), reported_ip: '::1' },
      '/sdk/renew': { access_token: holder.token, ttl: 3600, reported_ip: '192.0.2.1', metadata },
      '/sdk/unregister': { access_token: `${holder.token}x` },
    };
    for (let round = 0; round < ROUNDS; round++) {
      const path = PATHS[random.below(PATHS.length)]!;
      if (round % 30 === 0) await portal.get(DataSource).manager.clear(RelayChallenge);
      await send(path, JSON.stringify(oddly(bodies[path], random)) ?? '');
    }
    expect((await holder.renew({ ttl: 3600 })).status).toBe(200);
  });

  it('answers broken JSON as such', async () => {
    const random = seededRandom(9);
    const whole = Buffer.from(JSON.stringify({ access_token: holder.token, metadata: { tags: ['ü'] } }));
    for (let round = 0; round < ROUNDS; round++) {
      await send(PATHS[random.below(PATHS.length)]!, mutate(whole, random).toString('latin1'));
    }
    for (const text of ['', '{', 'null', '[]', '"x"', '{"__proto__":{}}', `${'['.repeat(50_000)}`]) {
      for (const path of PATHS) await send(path, text);
    }
    expect(refusalOf(await holder.post('/sdk/renew', '{'))).toBe('400 invalid_json');
    const headers = { 'content-type': 'text/plain' };
    expect((await holder.post('/sdk/renew', JSON.stringify({ access_token: holder.token }), headers)).status).toBe(200);
  });

  it('takes bodies of up to 4 MiB', async () => {
    const body = (bytes: number) => JSON.stringify({ access_token: holder.token, unknown: 'x'.repeat(bytes) });
    expect((await holder.post('/sdk/renew', body(RELAY_LIMITS.body.sdk - 4096))).status).toBe(200);
    const refused = await holder.post('/sdk/renew', body(RELAY_LIMITS.body.sdk));
    expect(refused.status).toBe(413);
    expect(refused.body).toMatchObject({ ok: false });
  });

  it('takes no token but its own, unexpired and whole', async () => {
    const relay = portal.get(RelayIdentity);
    const [now, soon] = [new Date(), new Date(Date.now() + 60_000)];
    const grant = { issuer: relay.url, identity: holder.identity, jti: 'tok_0', now, expiresAt: soon };
    const [header, claims, signature] = signLeaseToken(relay.key, grant).split('.') as [string, string, string];
    const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const forged: Record<string, string> = {
      'another key': signLeaseToken(Secp256k1Key.generate(), grant),
      'another issuer': signLeaseToken(relay.key, { ...grant, issuer: 'https://other.test' }),
      'no time left': signLeaseToken(relay.key, { ...grant, expiresAt: now }),
      'a time to come': signLeaseToken(relay.key, { ...grant, now: soon, expiresAt: new Date(Date.now() + 120_000) }),
      'a name that is none': signLeaseToken(relay.key, { ...grant, identity: { name: 'a b', address: '0x' } }),
      'no algorithm': `${encoded({ alg: 'none' })}.${claims}.`,
      'a signature of nothing': `${header}.${claims}.${Buffer.alloc(64).toString('base64url')}`,
      'other claims': `${header}.${encoded({ sub: holder.identityKey })}.${signature}`,
      'a part too many': `${header}.${claims}.${signature}.x`,
    };
    const random = seededRandom(10);
    const whole = Buffer.from(`${header}.${claims}.${signature}`);
    for (let round = 0; round < ROUNDS / 2; round++) {
      const text = mutate(whole, random).toString('latin1').trim();
      if (!whole.equals(Buffer.from(text))) forged[`mutation ${round}`] = text;
    }
    for (let length = 0; length < whole.length; length += 7)
      forged[`cut at ${length}`] = whole.toString().slice(0, length);

    const tokens = portal.get(LeaseTokens);
    for (const [what, token] of Object.entries(forged)) {
      expect(() => tokens.verify(token), what).toThrow(expect.objectContaining({ code: 'lease.unauthorized' }));
    }
    expect(() => tokens.verify(undefined)).toThrow(expect.objectContaining({ code: 'lease.unauthorized' }));
    expect(tokens.verify(whole.toString()).identityKey).toBe(holder.identityKey);
    for (const token of Object.values(forged).slice(0, 9)) {
      const answer = await holder.post('/sdk/renew', { access_token: token });
      expect(refusalOf(answer), token).toBe('403 unauthorized');
    }
  });
});
