import { DataSource, IsNull } from 'typeorm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DomainError } from '#libs/contracts';
import { usePortal } from '#libs/testing';
import { type RelayClient, RelayNodes } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { RelaySettings } from '../relay-policy/relay-settings.entity.js';
import { LeaseClient, refusalOf } from './lease-client.peer.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseSweeper } from './lease-sweeper.js';
import { RelayLease } from './lease.entity.js';
import { Leases } from './leases.js';
import { RelayPort } from './port.entity.js';

const TCP = { tcp_enabled: true };
const UDP = { udp_enabled: true };

describe('ports of leases', () => {
  const portal = usePortal({
    RELAY_URL: 'https://relay.test',
    MIN_PORT: '21000',
    MAX_PORT: '21003',
    TCP_ENABLED: 'on',
    UDP_ENABLED: 'on',
  });
  /** Which leases were to be opened at the relay. */
  let asked: string[];
  let bind: (identityKey: string) => Promise<void>;

  const rows = () => portal.get(DataSource).manager;
  const relay = (): RelayClient => ({
    bindPorts: (identityKey) => {
      asked.push(identityKey);
      return bind(identityKey);
    },
    catchUp: async () => undefined,
    stats: async () => [],
    connect: () => Promise.reject(new Error('unused')),
    sign: () => Promise.reject(new Error('unused')),
  });
  const settings = async (changes: Partial<RelaySettings>): Promise<void> => {
    const defaults = { id: 1, approvalMode: 'auto' as const, landingPage: false };
    const open = { udpEnabled: true, udpMaxLeases: 0, tcpEnabled: true, tcpMaxLeases: 0 };
    await rows().save(RelaySettings, { ...defaults, ...open, ...changes });
    await portal.get(RelayPolicy).reload();
  };
  const at = (ms: number): void => {
    vi.spyOn(portal.get(LeaseClock), 'now').mockImplementation(() => new Date(ms));
  };

  beforeEach(() => {
    asked = [];
    bind = async () => undefined;
    const nodes = portal.get(RelayNodes);
    vi.spyOn(nodes, 'all').mockImplementation(async () => [relay()]);
    vi.spyOn(nodes, 'capabilities').mockImplementation(async () => ({ sniPort: 9443, udp: true }));
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    for (const entity of [RelayLease, RelayPort]) await rows().clear(entity);
    await settings({});
  });

  const open = async (name: string, wish: object = TCP): Promise<LeaseClient> => {
    const client = new LeaseClient(portal, { name });
    expect(refusalOf(await client.register(wish)), name).toContain('201');
    return client;
  };
  const portOf = async (client: LeaseClient): Promise<number | null> =>
    (await portal.get(Leases).byIdentity(client.identityKey))!.tcpPort;

  it('are the lowest free ones, of TCP and UDP apart, and opened at the relay', async () => {
    const tcp = await open('tcp');
    expect(tcp.lease).toMatchObject({ tcp_enabled: true, tcp_addr: 'relay.test:21000', udp_enabled: false });
    expect(tcp.lease.sni_port).toBe(9443);
    const udp = await open('udp', UDP);
    expect(udp.lease).toMatchObject({ udp_enabled: true, udp_addr: 'relay.test:21000', tcp_enabled: false });
    const both = await open('both', { ...TCP, ...UDP });
    expect(both.lease).toMatchObject({ udp_addr: 'relay.test:21001', tcp_addr: 'relay.test:21001' });
    await open('plain', {});
    expect(asked).toEqual([tcp.identityKey, udp.identityKey, both.identityKey]);
    expect((await portal.get(Leases).withPorts()).map(({ name }) => name).sort()).toEqual(['both', 'tcp', 'udp']);
    expect(await portal.get(Leases).active()).toHaveLength(4);
  });

  it('are given once each, however many register at once, and then there are none', async () => {
    const sibling = await portal.startSibling();
    const clients = Array.from({ length: 8 }, (_, index) => new LeaseClient(portal, { at: index % 2 ? sibling! : '' }));
    const challenges = await Promise.all(clients.map((client) => client.challenge(TCP)));
    expect(challenges.map(({ status }) => status)).toEqual(clients.map(() => 201));
    await Promise.all(clients.map((client, index) => client.sign(challenges[index]!)));
    const ports = await rows().findBy(RelayPort, { kind: 'tcp' });
    expect(ports.map(({ port }) => port).sort()).toEqual([21000, 21001, 21002, 21003]);
    expect(refusalOf(await new LeaseClient(portal).register(TCP))).toBe('503 tcp_port_exhausted');
    for (const name of ['a', 'b', 'c', 'd']) await open(name, UDP);
    expect(refusalOf(await new LeaseClient(portal).register(UDP))).toBe('503 udp_port_exhausted');
  });

  it('come back to the name that had them for five minutes', async () => {
    const first = await open('first');
    const second = await open('second');
    await first.unregister();
    expect(await portOf(await open('third'))).toBe(21002);
    expect(await portOf(await open('first'))).toBe(21000);

    await second.unregister();
    const [kept] = await rows().findBy(RelayPort, { name: 'second', identityKey: IsNull() });
    expect(kept!.reservedUntil!.getTime() - Date.now()).toBeGreaterThan(295_000);
    at(Date.now() + 301_000);
    expect(await portOf(await open('fourth'))).toBe(21001);
  });

  it('stay with the lease that replaces one, also when all are taken', async () => {
    for (const name of ['a', 'b', 'c']) await open(name);
    const client = await open('d');
    expect((await client.register(TCP)).status).toBe(201);
    expect(client.lease.tcp_addr).toBe('relay.test:21003');
    await client.register();
    expect(await portOf(client)).toBeNull();
    await client.register(TCP);
    expect(client.lease.tcp_addr).toBe('relay.test:21003');
  });

  it('are freed when their lease expires, and forgotten when nobody comes back', async () => {
    const client = await open('gone');
    const now = Date.now();
    at(now + 31_000);
    await portal.get(LeaseSweeper).sweep();
    expect(await rows().findBy(RelayPort, {})).toMatchObject([{ port: 21000, name: 'gone', identityKey: null }]);
    expect(await portal.get(Leases).byIdentity(client.identityKey)).toBeNull();
    at(now + 332_000);
    await portal.get(LeaseSweeper).sweep();
    expect(await rows().count(RelayPort)).toBe(0);
  });

  it('are limited in number, the own lease not counted', async () => {
    await settings({ tcpMaxLeases: 1, udpMaxLeases: 1 });
    const client = await open('one', { ...TCP, ...UDP });
    expect(refusalOf(await new LeaseClient(portal).register(TCP))).toBe('503 tcp_port_capacity_exceeded');
    expect(refusalOf(await new LeaseClient(portal).register(UDP))).toBe('503 udp_capacity_exceeded');
    expect((await client.register({ ...TCP, ...UDP })).status).toBe(201);
    expect(await rows().count(RelayPort)).toBe(2);
  });

  it('are refused when the policy changed between challenge and signature', async () => {
    const client = new LeaseClient(portal);
    const [tcp, udp] = [await client.challenge(TCP), await client.challenge(UDP)];
    await settings({ tcpEnabled: false, udpEnabled: false });
    expect(refusalOf(await client.sign(tcp))).toBe('403 tcp_port_disabled');
    expect(refusalOf(await client.sign(udp))).toBe('403 udp_disabled');
  });

  it('go with no routes of Encrypted ClientHello', async () => {
    const wish = { ...TCP, route_hostname: 'ech-x.relay.test' };
    expect(refusalOf(await new LeaseClient(portal).register(wish))).toBe('409 transport_mismatch');
  });

  it('that cannot be opened take their lease with them, and are kept from all for a while', async () => {
    bind = () => Promise.reject(new DomainError('request.invalid'));
    const client = new LeaseClient(portal, { name: 'unlucky' });
    expect(refusalOf(await client.register(TCP))).toBe('400 invalid_request');
    expect(await portal.get(Leases).byIdentity(client.identityKey)).toBeNull();
    bind = async () => undefined;
    expect((await client.register(TCP)).status).toBe(201);
    expect(client.lease.tcp_addr).toBe('relay.test:21001');
  });

  it('leave a lease alone that its identity has registered anew meanwhile', async () => {
    const client = new LeaseClient(portal, { name: 'twice' });
    bind = async () => {
      bind = async () => undefined;
      await client.register(TCP);
      throw new DomainError('request.invalid');
    };
    const elsewhere = new LeaseClient(portal, { name: 'twice', key: client.key });
    expect(refusalOf(await elsewhere.register(TCP))).toBe('400 invalid_request');
    expect(await portOf(client)).toBe(21000);
  });

  it('wait for a relay while none is there: the client is told to come back', async () => {
    const nodes = portal.get(RelayNodes);
    bind = () => Promise.reject(new DomainError('relay.unavailable'));
    expect(refusalOf(await new LeaseClient(portal).register(TCP))).toBe('503 internal');
    vi.spyOn(nodes, 'all').mockImplementation(async () => []);
    vi.spyOn(nodes, 'capabilities').mockImplementation(async () => null);
    expect(refusalOf(await new LeaseClient(portal).register(TCP))).toBe('503 internal');
    expect(refusalOf(await new LeaseClient(portal).challenge(UDP))).toBe('503 internal');
    vi.spyOn(nodes, 'capabilities').mockImplementation(async () => ({ sniPort: 1, udp: false }));
    expect(refusalOf(await new LeaseClient(portal).challenge(UDP))).toBe('503 feature_unavailable');
  });

  it('need one relay of several that opens them', async () => {
    let calls = 0;
    vi.spyOn(portal.get(RelayNodes), 'all').mockImplementation(async () => [relay(), relay()]);
    bind = () => (calls++ === 0 ? Promise.reject(new DomainError('relay.unavailable')) : Promise.resolve());
    expect((await new LeaseClient(portal).register(TCP)).status).toBe(201);
  });
});
