import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { ADDRESS, RelayPeer } from './relay.peer.js';

describe('the directory of the relay', () => {
  const portal = usePortal({ RELAY_URL: 'https://Relay.Localhost:20443/', LANDING_PAGE_ENABLED: 'on' });
  const relay = new RelayPeer(portal);
  let admin: TestUser;

  const ask = async (path: string, as?: TestUser) => (await portal.fetch(path, { as })).body.data;
  const names = async (): Promise<string[]> => (await ask('/api/state')).leases.map(({ name }: Named) => name);
  const decide = (body: object) => portal.fetch('/api/policy/leases', { as: admin, body });

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
    await relay.open();
    const metadata = { description: 'A demo', owner: 'ada', tags: ['x'], hide: false };
    await relay.lease('demo', { metadata, tcpPort: 20100, udpPort: 20101 }, { ready: 2, connections: 1, bytesIn: 5 });
    await relay.lease('hidden', { metadata: { hide: true }, reportedIp: '198.51.100.1' }, { ready: 2 });
    await relay.lease('expired', { expiresAt: new Date(Date.now() - 1000) }, { ready: 2 });
    await relay.lease('waiting');
    await relay.lease('stale', { lastSeenAt: new Date(Date.now() - 181_000) });
    await relay.lease('quiet', { lastSeenAt: new Date(Date.now() - 181_000) }, { ready: 1 });
  });
  afterAll(() => relay.close());

  it('says what answers here, unless a browser asks for a page', async () => {
    const { status, body } = await portal.fetch('/');
    expect([status, body]).toEqual([200, { ok: true, data: { service: 'portal-relay', root: 'relay.localhost' } }]);
    expect(await ask('/api/healthz')).toEqual({ status: 'ok' });
  });

  it('lists what is published, hidden, expired and long silent leases left out', async () => {
    const { status, body, headers } = await portal.fetch('/api/state');
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(body.data.leases.map(({ name }: Named) => name)).toEqual(['demo', 'quiet', 'waiting']);
    expect(body.data.leases[0]).toEqual({
      name: 'demo',
      expires_at: expect.stringMatching(/Z$/),
      first_seen_at: expect.stringMatching(/Z$/),
      last_seen_at: expect.stringMatching(/Z$/),
      hostname: 'demo.localhost',
      udp_enabled: true,
      tcp_enabled: true,
      tcp_addr: 'demo.localhost:20100',
      metadata: { description: 'A demo', owner: 'ada', tags: ['x'], hide: false },
      ready: 2,
    });
    expect(body.data.leases[2]).toMatchObject({ tcp_enabled: false, tcp_addr: '', metadata: {}, ready: 0 });
    expect(await ask('/ui/state')).toEqual({
      leases: body.data.leases,
      landing_page_enabled: true,
      relay: {
        url: 'https://relay.localhost:20443',
        ...{ root_host: 'relay.localhost', is_running: true, approval_required: false },
        ...{ tcp_enabled: false, udp_enabled: false, min_port: 0, max_port: 0 },
      },
    });
  });

  it('leaves out at once what is banned, denied, or not approved', async () => {
    const identity_key = `demo:${ADDRESS.toLowerCase()}`;
    await decide({ identity_key, is_banned: true });
    expect(await names()).toEqual(['quiet', 'waiting']);
    await decide({ identity_key, is_banned: false, is_denied: true });
    expect(await names()).toEqual(['quiet', 'waiting']);
    await decide({ identity_key, is_approved: true });
    await portal.fetch('/api/policy', { as: admin, body: { approval_mode: 'manual' } });
    expect(await names()).toEqual(['demo']);
    await portal.fetch('/api/policy', { as: admin, body: { approval_mode: 'auto' } });
  });

  it('shows administrators every lease, who holds it and what passes through it', async () => {
    await portal.fetch('/api/policy/ips', { as: admin, body: { ip: '198.51.100.1', is_banned: true } });
    await decide({ identity_key: `demo:${ADDRESS}`, bps: 1000 });
    const { policy, leases } = await ask('/api/policy/state', admin);
    expect(policy).toEqual((await portal.fetch('/api/policy', { as: admin })).body.data);
    expect(leases.map(({ name }: Named) => name)).toEqual(['demo', 'hidden', 'quiet', 'stale', 'waiting']);
    expect(leases[0]).toMatchObject({
      identity_key: `demo:${ADDRESS.toLowerCase()}`,
      ...{ address: ADDRESS, bps: 1000, client_ip: '203.0.113.1', reported_ip: '', ready: 2 },
      ...{ is_approved: true, is_banned: false, is_denied: false, is_ip_banned: false },
      ...{ connections: 1, bytes_in: 5, bytes_out: 0 },
    });
    expect(leases[1]).toMatchObject({ name: 'hidden', reported_ip: '198.51.100.1', is_ip_banned: true });
    expect((await portal.fetch('/api/policy/state')).status).toBe(401);
  });

  it.each([
    ['demo.localhost', { hostname: 'demo.localhost', registered: true, service_alive: true }],
    ['%20DEMO.localhost.', { hostname: 'demo.localhost', registered: true, service_alive: true }],
    ['waiting.localhost', { hostname: 'waiting.localhost', registered: true, service_alive: false }],
    ['hidden.localhost', { hostname: 'hidden.localhost', registered: false, service_alive: false }],
    ['Nobody.localhost', { hostname: 'nobody.localhost', registered: false, service_alive: false }],
    ['%3Cb%3E', { hostname: '<b>', registered: false, service_alive: false }],
  ])('knows whether %s is served', async (hostname, answer) => {
    expect(await ask(`/ui/service/status?hostname=${hostname}`)).toEqual(answer);
  });

  it.each(['', '?hostname=', '?hostname=%20', `?hostname=${'x'.repeat(255)}`, '?hostname=a&hostname=b'])(
    'asks for a host name instead of "%.40s"',
    async (query) => {
      const { status, body } = await portal.fetch(`/ui/service/status${query}`);
      expect([status, body.error.code]).toEqual([400, 'invalid_request']);
    },
  );

  it('keeps of the policy what its page does not send', async () => {
    const before = await ask('/ui/policy', admin);
    expect(before).toMatchObject({ approval_mode: 'auto', landing_page_enabled: true });
    const send = (body: unknown) => portal.fetch('/ui/policy', { as: admin, method: 'POST', body });
    expect((await send({ landing_page_enabled: false })).body.data).toEqual({ ...before, landing_page_enabled: false });
    expect((await ask('/ui/state')).landing_page_enabled).toBe(false);
    await send({ approval_mode: 'manual', udp: { enabled: false, max_leases: 4 } });
    const after = { ...before, approval_mode: 'manual', udp: { enabled: false, max_leases: 4 } };
    expect((await ask('/ui/policy/state', admin)).policy).toEqual({ ...after, landing_page_enabled: false });
    // The other page of the policy knows nothing of the landing page.
    await portal.fetch('/api/policy', { as: admin, body: { approval_mode: 'auto' } });
    expect((await ask('/ui/policy', admin)).landing_page_enabled).toBe(false);
    for (const [body, code] of [
      [{ approval_mode: 'x', landing_page_enabled: true }, 'invalid_mode'],
      [{ landing_page_enabled: 'yes' }, 'invalid_request'],
      ['{', 'invalid_json'],
    ]) {
      expect((await send(body)).body.error.code).toBe(code);
    }
    expect((await ask('/ui/state')).landing_page_enabled).toBe(false);
  });

  it('takes decisions on its own paths too, from administrators', async () => {
    const identity_key = `quiet:${ADDRESS}`;
    expect(
      (await portal.fetch('/ui/policy/leases', { as: admin, body: { identity_key, is_denied: true } })).body,
    ).toEqual({
      ok: true,
      data: {},
    });
    expect(await names()).not.toContain('quiet');
    const ban = { ip: '198.51.100.1', is_banned: false };
    expect((await portal.fetch('/ui/policy/ips', { as: admin, body: ban })).status).toBe(200);
    expect((await portal.fetch('/ui/policy/ips', { body: ban })).status).toBe(401);
    expect((await portal.fetch('/ui/policy/leases', { body: {} })).status).toBe(401);
  });

  it('tells administrators what was decided of identities and addresses without a lease', async () => {
    const identity_key = `gone:${ADDRESS.toLowerCase()}`;
    await decide({ identity_key, is_banned: true, bps: 10 });
    await portal.fetch('/api/policy/ips', { as: admin, body: { ip: '::ffff:192.0.2.9', is_banned: true } });
    const { decisions, banned_ips, relay } = await ask('/ui/policy/state', admin);
    expect(decisions).toContainEqual({
      ...{ identity_key, is_banned: true, is_denied: false, is_approved: false, bps: 10 },
    });
    expect(banned_ips).toContain('192.0.2.9');
    expect(relay).toMatchObject({ url: 'https://relay.localhost:20443', is_running: true });
  });

  it('answers in its envelope for what is not there', async () => {
    const unknown = await portal.fetch('/ui/nothing', { headers: { accept: 'text/html' } });
    expect([unknown.status, unknown.body.ok]).toEqual([404, false]);
    expect((await portal.fetch('/api/state', { method: 'POST' })).body.error.code).toBe('method_not_allowed');
  });
});

interface Named {
  name: string;
}
