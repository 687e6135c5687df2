import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Secp256k1Key, signDescriptor, verifyDescriptor } from '#libs/relay-protocol';
import { seededRandom, usePortal } from '#libs/testing';
import { RelayPeer } from './relay-peer.entity.js';

const NOW = Date.now();

describe('discovery', () => {
  const portal = usePortal({ DISCOVERY: 'on', RELAY_URL: 'https://relay.example.org' });
  let hosts = 0;

  const said = (change: object = {}) => ({
    version: '8',
    issued_at: new Date(NOW - 1000).toISOString(),
    expires_at: new Date(NOW + 300_000).toISOString(),
    api_https_addr: `https://r${hosts++}.example.com`,
    supports_tcp: true,
    ...change,
  });
  const announce = (descriptor: unknown, more: object = {}) =>
    portal.fetch('/discovery/announce', { body: { protocol_version: '8', descriptor, ...more } });
  const listed = async (): Promise<{ address: string; api_https_addr: string }[]> =>
    (await portal.fetch('/discovery')).body.data.relays;

  it('lists this relay first, by its own word', async () => {
    const [own] = await listed();
    expect(own).toMatchObject({ api_https_addr: 'https://relay.example.org', version: '8' });
    expect(() => verifyDescriptor(own as never)).not.toThrow();
    // The key outlives the process.
    await portal.stop();
    await portal.start();
    expect((await listed())[0]!.address).toBe(own!.address);
  });

  it('takes what other relays say of themselves, and tells it', async () => {
    const descriptor = signDescriptor(Secp256k1Key.generate(), said());
    const { status, body } = await announce(descriptor);
    expect([status, body]).toEqual([202, { ok: true, data: { protocol_version: '8', accepted: true } }]);
    expect(await listed()).toContainEqual(expect.objectContaining(descriptor));
  });

  it.each([
    ['another version of the protocol', said(), { protocol_version: '7' }],
    ['a local address', said({ api_https_addr: 'https://localhost:8443' }), {}],
    ['our own address', said({ api_https_addr: 'https://relay.example.org' }), {}],
    ['our own host', said({ api_https_addr: 'https://relay.example.org:9000' }), {}],
    ['an address that is not normalised', said({ api_https_addr: 'https://EXAMPLE.com/' }), {}],
    ['a word that has expired', said({ expires_at: new Date(NOW - 1).toISOString() }), {}],
    [
      'a word of the future',
      said({ issued_at: new Date(NOW + 400_000).toISOString(), expires_at: new Date(NOW + 500_000).toISOString() }),
      {},
    ],
    ['a word for more than a day', said({ expires_at: new Date(NOW + 90_000_000).toISOString() }), {}],
  ])('refuses %s', async (_, words, more) => {
    const { status, body } = await announce(signDescriptor(Secp256k1Key.generate(), words), more);
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
  });

  it('refuses what somebody else signed, what is older than the last, and an address that another relay has', async () => {
    const key = Secp256k1Key.generate();
    const words = said();
    const forged = { ...signDescriptor(key, words), address: Secp256k1Key.generate().address };
    expect((await announce(forged)).status).toBe(400);
    expect((await announce(signDescriptor(key, words))).status).toBe(202);
    const older = signDescriptor(key, { ...words, issued_at: new Date(NOW - 60_000).toISOString() });
    expect((await announce(older)).status).toBe(400);
    expect((await announce(signDescriptor(Secp256k1Key.generate(), words))).status).toBe(400);
  });

  it('never fails, whatever is announced', async () => {
    const random = seededRandom(5);
    const text = JSON.stringify({ descriptor: signDescriptor(Secp256k1Key.generate(), said()) });
    for (let round = 0; round < 150; round++) {
      const bytes = Buffer.from(text);
      for (let change = 0; change <= random.below(4); change++) bytes[random.below(bytes.length)] = random.below(128);
      const { status } = await portal.fetch('/discovery/announce', {
        method: 'POST',
        body: bytes.toString('latin1'),
        headers: { 'content-type': 'application/json' },
      });
      expect([202, 400]).toContain(status);
    }
  });

  it('keeps a thousand, and those the operator named', async () => {
    const dataSource = portal.get(DataSource);
    await dataSource.query(
      `INSERT INTO relay_peers (address, url, descriptor, is_pinned, issued_at, expires_at, seen_at)
         SELECT 'a' || n, 'u' || n, '{}', n = 1, now(), now() + interval '1 hour', now() - n * interval '1 second'
         FROM generate_series(1, 1200) n`,
    );
    expect((await announce(signDescriptor(Secp256k1Key.generate(), said()))).status).toBe(202);
    const repository = dataSource.getRepository(RelayPeer);
    expect(await repository.countBy({ isPinned: false })).toBe(1024);
    expect(await repository.countBy({ isPinned: true })).toBe(1);
  });

  it('has no overlay', async () => {
    for (const method of ['POST', 'DELETE']) {
      const { status, body } = await portal.fetch('/sdk/hop', { method });
      expect([status, body.error.code]).toEqual([503, 'feature_unavailable']);
    }
    expect((await portal.fetch('/sdk/hop')).status).toBe(405);
  });
});

describe('two relays', () => {
  const first = usePortal({ DISCOVERY: 'on', RELAY_URL: 'https://first.example.org' });
  const second = usePortal({ DISCOVERY: 'on', RELAY_URL: 'https://second.example.org' });

  it('know each other when one has told the other', async () => {
    const [own] = (await first.fetch('/discovery')).body.data.relays;
    expect((await second.fetch('/discovery/announce', { body: { descriptor: own } })).status).toBe(202);
    expect(
      (await second.fetch('/discovery')).body.data.relays.map(
        (relay: { api_https_addr: string }) => relay.api_https_addr,
      ),
    ).toEqual(['https://second.example.org', 'https://first.example.org']);
  });
});
