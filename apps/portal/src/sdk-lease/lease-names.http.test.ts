import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { hostnameHash } from '#libs/relay-protocol';
import { eventually, usePortal } from '#libs/testing';
import { LeaseClient, refusalOf } from './lease-client.peer.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseNews } from './lease-news.js';
import { LeaseRegistry } from './lease-registry.js';
import { LeaseSweeper } from './lease-sweeper.js';
import { RelayChallenge } from './challenge.entity.js';
import { RelayLease } from './lease.entity.js';
import { Leases } from './leases.js';

const ROOT = 'relay.test';

describe('names of leases', () => {
  const portal = usePortal({ RELAY_URL: `https://${ROOT}` });
  let sibling: string;

  beforeAll(async () => {
    sibling = (await portal.startSibling())!;
  });

  const rows = () => portal.get(DataSource).manager;
  /** As if its time were over in so many ms; also negative. */
  const expireIn = (client: LeaseClient, ms: number) =>
    rows().update(RelayLease, { identityKey: client.identityKey }, { expiresAt: new Date(Date.now() + ms) });
  const holders = (hostname: string) => rows().findBy(RelayLease, { hostname });

  it('belong to one of many who register at once with two processes', async () => {
    const clients = Array.from(
      { length: 12 },
      (_, at) => new LeaseClient(portal, { name: 'race', ...(at % 2 === 1 && { at: sibling }) }),
    );
    const challenges = await Promise.all(clients.map((client) => client.challenge()));
    const answers = await Promise.all(clients.map((client, at) => client.sign(challenges[at]!)));
    const winners = answers.filter(({ status }) => status === 201);
    expect(winners).toHaveLength(1);
    expect(answers.filter((answer) => refusalOf(answer) === '409 hostname_conflict')).toHaveLength(11);
    expect(await holders(`race.${ROOT}`)).toMatchObject([{ address: winners[0]!.body.data.identity.address }]);
  });

  it('have one owner at the moment a lease expires, whoever is first', async () => {
    for (let round = 0; round < 12; round++) {
      const name = `edge-${round}`;
      const owner = new LeaseClient(portal, { name });
      await owner.register();
      const rivals = [sibling, '', sibling].map((at) => new LeaseClient(portal, { name, at }));
      const challenges = await Promise.all(rivals.map((rival) => rival.challenge()));
      await expireIn(owner, round * 2);
      const [renewed, ...registered] = await Promise.all([
        owner.renew(),
        ...rivals.map((rival, at) => rival.sign(challenges[at]!)),
      ]);
      const kept = renewed.status === 200 ? [owner] : [];
      const won = rivals.filter((_, at) => registered[at]!.status === 201);
      expect(kept.length + won.length, `round ${round}`).toBeLessThanOrEqual(1);
      const [holder, ...others] = await holders(`${name}.${ROOT}`);
      expect(others).toEqual([]);
      const [served] = [...kept, ...won];
      if (served) expect(holder?.identityKey).toBe(served.identityKey);
    }
  });

  it('are given to the next identity once they expired; the token of the one before is good for nothing', async () => {
    const before = new LeaseClient(portal, { name: 'handed-on' });
    const next = new LeaseClient(portal, { name: 'handed-on', at: sibling });
    await before.register();
    expect(refusalOf(await next.register())).toBe('409 hostname_conflict');
    await expireIn(before, -1);
    expect((await next.register()).status).toBe(201);
    expect(refusalOf(await before.renew())).toBe('404 lease_not_found');
    expect(refusalOf(await before.register())).toBe('409 hostname_conflict');
  });

  it('stay with the identity that registers again, seen for the first time', async () => {
    const client = new LeaseClient(portal, { name: 'again' });
    await client.register({ metadata: { description: 'old' } });
    const [old] = await holders(`again.${ROOT}`);
    const first = client.token;
    expect((await client.register({ metadata: { owner: 'me' } })).status).toBe(201);
    const [lease, ...others] = await holders(`again.${ROOT}`);
    expect(others).toEqual([]);
    expect(lease!.firstSeenAt.getTime()).toBeGreaterThan(old!.firstSeenAt.getTime());
    expect(lease!.metadata).toEqual({ owner: 'me' });

    client.token = first;
    expect((await client.renew()).status).toBe(200);
  });

  it('are taken by a challenge once, however many sign it at once', async () => {
    const client = new LeaseClient(portal);
    const challenge = await client.challenge();
    const elsewhere = new LeaseClient(portal, { name: client.name, key: client.key, at: sibling });
    const answers = await Promise.all([client, elsewhere, client, elsewhere].map((each) => each.sign(challenge)));
    expect(answers.map(refusalOf).filter((refusal) => refusal === '400 invalid_request')).toHaveLength(3);
  });

  it('are no outer names of other tenants, nor the other way round', async () => {
    const tenant = new LeaseClient(portal);
    await tenant.register({ route_hostname: `ech-outer.${ROOT}` });
    expect(refusalOf(await new LeaseClient(portal, { name: 'ech-outer' }).register())).toBe('409 hostname_conflict');
    await new LeaseClient(portal, { name: 'plain' }).register();
    const covert = new LeaseClient(portal);
    for (const route of [`plain.${ROOT}`, `ech-outer.${ROOT}`]) {
      expect(refusalOf(await covert.register({ route_hostname: route }))).toBe('409 hostname_conflict');
    }
  });

  it('lead to the lease by which TLS asks for it', async () => {
    const leases = portal.get(Leases);
    const tenant = new LeaseClient(portal, { name: 'tenant' });
    const hash = hostnameHash(`tenant.${ROOT}`);
    await tenant.register({ route_hostname: `ech-tenant.${ROOT}`, hostname_hash: hash });
    for (const name of [`Tenant.${ROOT}.`, `ech-tenant.${ROOT}`]) {
      expect((await leases.bySni(name))?.identityKey, name).toBe(tenant.identityKey);
    }
    for (const name of [ROOT, `x.tenant.${ROOT}`, 'localhost', '', '\0', 'a..b', 'x'.repeat(300)]) {
      expect(await leases.bySni(name), name).toBeNull();
    }
    await rows().update(RelayLease, { identityKey: tenant.identityKey }, { hostname: `*.sub.${ROOT}` });
    expect((await leases.bySni(`tenant.${ROOT}`))?.identityKey).toBe(tenant.identityKey);
    expect((await leases.bySni(`any.sub.${ROOT}`))?.identityKey).toBe(tenant.identityKey);
    expect(await leases.bySni(`two.any.sub.${ROOT}`)).toBeNull();
    await expireIn(tenant, -1);
    expect(await leases.bySni(`any.sub.${ROOT}`)).toBeNull();
  });

  it('are told to every process when their lease changes, and when it is swept', async () => {
    const news: string[] = [];
    await portal.get(LeaseNews).follow({ onChange: (identityKey) => news.push(identityKey), onGap: () => undefined });
    const client = new LeaseClient(portal, { at: sibling });
    const heard = (times: number) =>
      eventually('the news', () => news.filter((key) => key === client.identityKey).length === times);
    await client.register();
    await heard(1);
    await client.renew();
    await client.register();
    await heard(2);
    await expireIn(client, -1);
    await portal.get(LeaseSweeper).sweep();
    await heard(3);
    expect(await portal.get(Leases).byIdentity(client.identityKey)).toBeNull();
    await client.register();
    await client.unregister();
    await heard(5);
  });

  it('are swept with their challenges by the clock, each once', async () => {
    const clients = Array.from({ length: 5 }, () => new LeaseClient(portal));
    for (const client of clients) await client.register();
    await clients[0]!.challenge();
    const now = Date.now() + 3_600_000;
    const clock = vi.spyOn(portal.get(LeaseClock), 'now').mockImplementation(() => new Date(now));
    const registry = portal.get(LeaseRegistry);
    const swept = await Promise.all([registry.expire(3), registry.expire(3), registry.expire(1000)]);
    await portal.get(LeaseSweeper).sweep();
    clock.mockRestore();
    expect(swept.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(5);
    expect(await rows().count(RelayLease)).toBe(0);
    expect(await rows().count(RelayChallenge)).toBe(0);
  });

  it('say when their client was last heard of', async () => {
    const client = new LeaseClient(portal);
    await client.register();
    const before = new Date(Date.now() - 60_000);
    await rows().update(RelayLease, { identityKey: client.identityKey }, { lastSeenAt: before });
    await portal.get(Leases).touch(client.identityKey);
    const { lastSeenAt } = (await portal.get(Leases).byIdentity(client.identityKey))!;
    expect(lastSeenAt.getTime()).toBeGreaterThan(before.getTime() + 50_000);
  });
});
