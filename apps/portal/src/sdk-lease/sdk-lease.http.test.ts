import { afterEach, describe, expect, it, vi } from 'vitest';
import { DataSource } from 'typeorm';
import { hostnameHash, Secp256k1Key } from '#libs/relay-protocol';
import { usePortal } from '#libs/testing';
import { IdentityPolicy } from '../relay-policy/identity-policy.entity.js';
import { RelayIpBan } from '../relay-policy/ip-ban.entity.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { RelayChallenge } from './challenge.entity.js';
import { LeaseClient, refusalOf } from './lease-client.peer.js';
import { LeaseClock } from './lease-clock.js';
import { RelayLease } from './lease.entity.js';
import { Leases } from './leases.js';

const ROOT = 'relay.test';
const ECH = Buffer.from([0, 4, 0xfe, 0x0d, 0, 0]).toString('base64');

describe('leases', () => {
  const portal = usePortal({
    RELAY_URL: `https://${ROOT}:8443/relay/`,
    X402_ENABLED: 'true',
    X402_PAY_TO: '0x1',
    PORTAL_TRUSTED_PROXIES: '127.0.0.1',
  });
  const rowOf = (client: LeaseClient) => portal.get(Leases).byIdentity(client.identityKey);

  afterEach(async () => {
    vi.restoreAllMocks();
    const { manager } = portal.get(DataSource);
    for (const entity of [RelayIpBan, IdentityPolicy, RelayChallenge, RelayLease]) await manager.clear(entity);
    await portal.get(RelayPolicy).reload();
  });

  const ban = async (entity: typeof RelayIpBan | typeof IdentityPolicy, row: object): Promise<void> => {
    await portal.get(DataSource).manager.insert(entity, row);
    await portal.get(RelayPolicy).reload();
  };

  /** Moves the clock of this process. */
  const after = (ms: number): void => {
    const now = Date.now() + ms;
    vi.spyOn(portal.get(LeaseClock), 'now').mockImplementation(() => new Date(now));
  };

  it('say which protocol the relay speaks', async () => {
    const { status, headers, body } = await portal.fetch('/sdk/domain');
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        ok: true,
        data: {
          protocol_version: '8',
          release_version: 'v0.0.0-test',
          ens: { enabled: false, verified: false },
          x402: {
            enabled: true,
            url: `https://${ROOT}:8443/api/x402`,
            network: 'sui:mainnet',
            network_name: 'Sui Mainnet',
            supported_url: `https://${ROOT}:8443/api/x402/supported`,
            pay_to: '0x1',
          },
        },
      },
    });
    expect(headers.get('access-control-allow-origin')).toBe('*');
  });

  it('are asked for by POST, and by pages of every origin', async () => {
    for (const path of ['/sdk/register/challenge', '/sdk/register', '/sdk/renew', '/sdk/unregister']) {
      expect(refusalOf(await portal.fetch(path)), path).toBe('405 method_not_allowed');
      const preflight = await portal.fetch(path, { method: 'OPTIONS', headers: { origin: 'https://a.test' } });
      expect(preflight.status).toBe(204);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Portal-Access-Token');
    }
    expect(refusalOf(await portal.fetch('/sdk/domain', { body: {} }))).toBe('405 method_not_allowed');
  });

  it('begin with a signed challenge, are renewed and end', async () => {
    const client = new LeaseClient(portal, { name: 'demo' });
    const challenge = await client.challenge({ ttl: 60 });
    expect(challenge).toMatchObject({ status: 201, body: { ok: true } });
    expect(challenge.body.data.challenge_id).toMatch(/^rch_[0-9a-f]{16}$/);
    expect(Date.parse(challenge.body.data.expires_at) - Date.now()).toBeGreaterThan(118_000);

    const registered = await client.sign(challenge, ' ::ffff:192.0.2.7 ');
    expect(registered).toMatchObject({
      status: 201,
      body: {
        ok: true,
        data: {
          identity: client.identity,
          hostname: `demo.${ROOT}`,
          sni_port: 8443,
          udp_enabled: false,
          tcp_enabled: false,
        },
      },
    });
    const { access_token: token, expires_at } = registered.body.data;
    const [header, claims] = (token as string)
      .split('.')
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
    expect(header).toMatchObject({ alg: 'ES256K', typ: 'JWT' });
    expect(claims).toMatchObject({ iss: `https://${ROOT}:8443`, sub: client.identityKey, aud: ['portal-sdk'] });
    expect(claims.exp * 1000).toBe(Date.parse(expires_at));
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(57_000);
    expect(await rowOf(client)).toMatchObject({ reportedIp: '192.0.2.7', clientIp: '127.0.0.1' });

    client.token = token;
    const metadata = { description: 'hello', tags: ['a', 'b'], hide: true };
    const renewed = await client.renew({ ttl: 3600, metadata });
    expect(renewed.status).toBe(200);
    const lease = (await rowOf(client))!;
    expect(lease.metadata).toEqual(metadata);
    expect(lease.expiresAt.toISOString()).toBe(renewed.body.data.expires_at);
    expect(lease.reportedIp).toBe('192.0.2.7');

    expect(await client.unregister()).toMatchObject({ status: 200, body: { ok: true, data: {} } });
    expect(await rowOf(client)).toBeNull();
    expect(refusalOf(await client.unregister())).toBe('404 lease_not_found');
    expect(refusalOf(await client.renew())).toBe('404 lease_not_found');
  });

  it('take what clients in Go write for nothing', async () => {
    const client = new LeaseClient(portal);
    const nothing = { ttl: null, hop_token: null, route_hostname: '', metadata: { tags: null, hide: null } };
    expect((await client.register(nothing as never)).status).toBe(201);
    expect((await client.renew({ metadata: null, ttl: 0 } as never)).status).toBe(200);
    expect((await rowOf(client))!.metadata).toEqual({});
  });

  it('keep the time to live between ten seconds and an hour', async () => {
    const client = new LeaseClient(portal);
    const now = Math.floor(Date.now() / 1000) * 1000;
    vi.spyOn(portal.get(LeaseClock), 'now').mockImplementation(() => new Date(now));
    for (const [ttl, seconds] of [
      [undefined, 30],
      [-5, 30],
      [1, 10],
      [45, 45],
      [1e9, 3600],
    ] as const) {
      await client.register({ ...(ttl !== undefined && { ttl }) });
      expect(Date.parse(client.lease.expires_at) - now).toBe(seconds * 1000);
    }
  });

  it('name in the text to sign what the client called the relay', async () => {
    const client = new LeaseClient(portal);
    const textFor = async (headers: Record<string, string>): Promise<string> =>
      (await client.post('/sdk/register/challenge', { identity: client.identity }, headers)).body.data.siwe_message;

    const text = await textFor({ 'x-forwarded-proto': 'https' });
    const host = new URL(portal.url).host;
    expect(text).toContain(`${host} wants you to sign in with your Ethereum account:\n${client.key.address}\n`);
    expect(text).toContain(`URI: https://${host}/sdk/register\n`);
    expect(text).toMatch(/\nNonce: [0-9a-zA-Z]{16}\n/);
    expect(await textFor({})).toContain(`URI: http://${host}/sdk/register\n`);
  });

  it('normalise the identity, and refuse one that is none', async () => {
    const key = Secp256k1Key.generate();
    const client = new LeaseClient(portal, { key });
    const challengeOf = (name: string, address: string) =>
      client.post('/sdk/register/challenge', { identity: { name, address } });
    const registered = await client.sign(await challengeOf('  My  App! ', key.address.toLowerCase()));
    expect(registered.body.data).toMatchObject({
      identity: { name: 'my-app', address: key.address },
      hostname: `my-app.${ROOT}`,
    });
    for (const [name, address] of [
      ['...', key.address],
      ['x'.repeat(64), key.address],
      ['demo', key.address.slice(0, -1)],
      ['demo', wrongChecksum(key.address)],
    ] as const) {
      expect(refusalOf(await challengeOf(name, address)), `${name} ${address}`).toBe('400 invalid_request');
    }
  });

  it('are refused without the signature of the identity, and the challenge stays', async () => {
    const client = new LeaseClient(portal);
    const impostor = new LeaseClient(portal, { name: client.name });
    const challenge = await client.challenge();
    expect(refusalOf(await impostor.sign(challenge))).toBe('403 unauthorized');
    const other = { ...challenge, body: { data: { ...challenge.body.data, siwe_message: 'another text' } } };
    expect(refusalOf(await client.sign(other))).toBe('400 invalid_request');
    const unknown = { ...challenge, body: { data: { ...challenge.body.data, challenge_id: 'rch_0' } } };
    expect(refusalOf(await client.sign(unknown))).toBe('400 invalid_request');
    expect((await client.sign(challenge)).status).toBe(201);
    expect(refusalOf(await client.sign(challenge))).toBe('400 invalid_request');
  });

  it('give a challenge that is signed too late up', async () => {
    const client = new LeaseClient(portal);
    const challenge = await client.challenge();
    after(120_000);
    expect(refusalOf(await client.sign(challenge))).toBe('400 invalid_request');
  });

  it('have 32 challenges wait for one address, also when all are asked for at once', async () => {
    const client = new LeaseClient(portal);
    const answers = await Promise.all(Array.from({ length: 40 }, () => client.challenge()));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(32);
    const refused = answers.find(({ status }) => status !== 201)!;
    expect(refusalOf(refused)).toBe('429 rate_limited');
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(100);
    expect(wait).toBeLessThanOrEqual(120);
    const elsewhere = { identity: client.identity };
    const other = await client.post('/sdk/register/challenge', elsewhere, { 'x-forwarded-for': '192.0.2.1' });
    expect(other.status).toBe(201);
    after(120_001);
    expect((await client.challenge()).status).toBe(201);
  });

  it('are not for banned addresses, reported ones neither, nor for banned identities', async () => {
    const client = new LeaseClient(portal);
    await client.register();
    await ban(RelayIpBan, { ip: '192.0.2.66' });
    const banned = { 'x-forwarded-for': '::ffff:192.0.2.66' };
    for (const path of ['/sdk/register/challenge', '/sdk/register', '/sdk/renew']) {
      expect(refusalOf(await client.post(path, { nonsense: true }, banned)), path).toBe('403 ip_banned');
    }
    expect(refusalOf(await client.register({}, '192.0.2.66'))).toBe('403 ip_banned');
    expect(refusalOf(await client.renew({ reported_ip: '::ffff:192.0.2.66' }))).toBe('403 ip_banned');
    expect((await client.renew({ reported_ip: 'none of the kind' })).status).toBe(200);

    await ban(IdentityPolicy, { identityKey: client.identityKey, isBanned: true });
    expect(refusalOf(await client.register())).toBe('403 lease_rejected');
    expect(refusalOf(await client.renew())).toBe('403 lease_rejected');
    const left = await client.post('/sdk/unregister', { access_token: client.token }, banned);
    expect(left.status).toBe(200);
  });

  it('offer no paths over several relays, nor ports without a policy that says so', async () => {
    const client = new LeaseClient(portal);
    expect(refusalOf(await client.challenge({ hop_token: 'x' }))).toBe('503 feature_unavailable');
    expect(refusalOf(await client.challenge({ tcp_enabled: true }))).toBe('503 feature_unavailable');
    expect(refusalOf(await client.challenge({ udp_enabled: true }))).toBe('503 feature_unavailable');
  });

  it('take the routes of Encrypted ClientHello that fit the name', async () => {
    const client = new LeaseClient(portal, { name: 'ech' });
    const route_hostname = `ech-abcdefgh.${ROOT}`;
    const hostname_hash = hostnameHash(`ech.${ROOT}`);
    const refused: [object, string][] = [
      [{ hostname_hash }, '400 invalid_request'],
      [{ ech_config_list: ECH }, '400 invalid_request'],
      [{ route_hostname: `a.b.${ROOT}` }, '400 invalid_request'],
      [{ route_hostname: ROOT }, '400 invalid_request'],
      [{ route_hostname: 'elsewhere.example' }, '400 invalid_request'],
      [{ route_hostname: 'not a name' }, '400 invalid_request'],
      [{ route_hostname, hostname_hash: hostnameHash('other.test') }, '400 invalid_request'],
      [{ route_hostname, ech_config_list: 'AAAA' }, '400 invalid_request'],
    ];
    for (const [wish, refusal] of refused) {
      expect(refusalOf(await client.register(wish)), JSON.stringify(wish)).toBe(refusal);
    }
    const wish = { route_hostname: `ECH-abcdefgh.${ROOT}.`, hostname_hash, ech_config_list: ECH };
    expect((await client.register(wish)).status).toBe(201);
    expect(await rowOf(client)).toMatchObject({ routeHostname: route_hostname, hostnameHash: hostname_hash });
  });
});

/** With one letter in the other case. */
const wrongChecksum = (address: string): string =>
  address.replace(/[a-f]/i, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
