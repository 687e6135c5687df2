import { beforeAll, describe, expect, it } from 'vitest';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import { type TestUser, usePortal } from '#libs/testing';
import { RelayPolicy } from './relay-policy.js';

const KEY = 'demo:0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';
const ADDRESS = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const OFF = { enabled: false, max_leases: 0 };

describe('the policy of the relay', () => {
  const portal = usePortal({ MIN_PORT: '20100', MAX_PORT: '20110', TCP_ENABLED: 'on', ADMIN_TOKEN: 'secret' });
  let admin: TestUser;

  const post = (path: string, body: unknown) => portal.fetch(path, { as: admin, method: 'POST', body });
  const decide = (change: object) => post('/api/policy/leases', { identity_key: KEY, ...change });
  const standing = () => portal.get(RelayPolicy).of(KEY);
  const audit = async (action: string) =>
    (await portal.fetch(`/api/admin/audit-log?action=${action}&limit=1`, { as: admin })).body.entries[0];

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
  });

  it('is what the configuration says until somebody decides', async () => {
    const { status, body } = await portal.fetch('/api/policy', { as: admin });
    expect([status, body]).toEqual([
      200,
      { ok: true, data: { approval_mode: 'auto', udp: OFF, tcp_port: { enabled: true, max_leases: 0 } } },
    ]);
  });

  it('is replaced as a whole: what is missing becomes zero', async () => {
    const wanted = {
      approval_mode: 'manual',
      udp: { enabled: true, max_leases: 3 },
      tcp_port: { enabled: true, max_leases: 1 },
    };
    expect((await post('/api/policy', wanted)).body).toEqual({ ok: true, data: wanted });
    expect((await portal.fetch('/api/policy', { as: admin })).body.data).toEqual(wanted);
    expect(await audit('relay_policy.changed')).toMatchObject({
      actor: { name: admin.username },
      details: { approval_mode: { from: 'auto', to: 'manual' }, udp_max_leases: { from: 0, to: 3 } },
    });
    const { body } = await post('/api/policy', { approval_mode: ' auto ', udp: null, tcp_port: { max_leases: 2 } });
    expect(body.data).toEqual({ approval_mode: 'auto', udp: OFF, tcp_port: { enabled: false, max_leases: 2 } });
  });

  it.each([
    [{ approval_mode: 'auto', udp: { max_leases: -1 } }, 'invalid_request'],
    [{ approval_mode: 'none', tcp_port: { max_leases: -1 } }, 'invalid_request'],
    [{ approval_mode: 'auto', udp: { max_leases: 1.5 } }, 'invalid_request'],
    [{ approval_mode: 'auto', udp: { max_leases: 2 ** 31 } }, 'invalid_request'],
    [{ approval_mode: 'auto', udp: [] }, 'invalid_request'],
    [{ approval_mode: 'auto', udp: { enabled: 'yes' } }, 'invalid_request'],
    [{ approval_mode: 1 }, 'invalid_request'],
    [[], 'invalid_request'],
    ['7', 'invalid_request'],
    [{ approval_mode: 'Manual' }, 'invalid_mode'],
    [{ approval_mode: 'x'.repeat(1000) }, 'invalid_mode'],
    [{}, 'invalid_mode'],
    ['{', 'invalid_json'],
    ['{"approval_mode":"auto"} x', 'invalid_json'],
  ])('refuses the settings %.60j as %s', async (settings, code) => {
    const before = portal.get(RelayPolicy).settings();
    const { status, body } = await post('/api/policy', settings);
    expect([status, body.error.code]).toEqual([400, code]);
    expect(portal.get(RelayPolicy).settings()).toEqual(before);
  });

  it('holds for an identity at once, whether it has a lease or not', async () => {
    const key = `Demo:${ADDRESS}`;
    expect(await post('/api/policy/leases', { identity_key: key, bps: 1000, is_banned: true })).toMatchObject({
      status: 200,
      body: { ok: true, data: {} },
    });
    expect(standing()).toEqual({ isBanned: true, isDenied: false, isApproved: true, bps: 1000 });
    expect(portal.get(RelayPolicy).isRoutable(KEY)).toBe(false);
    expect(await audit('relay_identity.decided')).toMatchObject({
      actor: { name: admin.username },
      target: { name: KEY.slice(0, 100) },
      details: { bps: 1000, is_banned: true },
    });
    await decide({ is_banned: false, bps: 0 });
    expect(standing()).toEqual({ isBanned: false, isDenied: false, isApproved: true, bps: 0 });
    expect(portal.get(RelayPolicy).isRoutable(KEY)).toBe(true);
  });

  it('waits for approval in manual mode; approving lifts a denial, denying revokes approval', async () => {
    await post('/api/policy', { approval_mode: 'manual' });
    const routable = () => portal.get(RelayPolicy).isRoutable(KEY);
    expect([standing().isApproved, routable()]).toEqual([false, false]);
    await decide({ is_denied: true });
    expect(standing()).toMatchObject({ isApproved: false, isDenied: true });
    await decide({ is_approved: true });
    expect(standing()).toMatchObject({ isApproved: true, isDenied: false });
    expect(routable()).toBe(true);
    await decide({ is_denied: true, is_approved: false });
    expect(standing()).toMatchObject({ isApproved: false, isDenied: true });
    await decide({ is_denied: false });
    expect(standing()).toMatchObject({ isApproved: false, isDenied: false });
    await decide({ is_approved: true, is_denied: null, bps: null });
    await decide({ is_approved: false });
    expect(routable()).toBe(false);
    await post('/api/policy', { approval_mode: 'auto' });
    expect([standing().isApproved, routable()]).toEqual([true, true]);
  });

  it.each([
    {},
    { bps: null, is_banned: null },
    { is_approved: true, is_denied: true },
    { bps: -1 },
    { bps: 1.5 },
    { bps: 1e300 },
    { bps: '7' },
    { is_banned: 1 },
    { identity_key: 'demo', is_banned: true },
    { identity_key: ':', is_banned: true },
    { identity_key: `:${ADDRESS}`, is_banned: true },
    { identity_key: 'demo:0x12', is_banned: true },
    { identity_key: `demo:${ADDRESS.replace('aA', 'AA')}`, is_banned: true },
    { identity_key: `${'x'.repeat(5000)}:${ADDRESS}`, is_banned: true },
    { identity_key: 7, is_banned: true },
    { identity_key: null, is_banned: true },
  ])('refuses to decide %.60j', async (change) => {
    const { status, body } = await decide(change);
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
    expect(standing()).toMatchObject({ isBanned: false, bps: 0 });
  });

  it('bans addresses, however they are written', async () => {
    const ban = (ip: unknown, is_banned?: unknown) => post('/api/policy/ips', { ip, is_banned });
    const policy = portal.get(RelayPolicy);
    expect((await ban('::ffff:203.0.113.9', true)).body).toEqual({ ok: true, data: {} });
    expect([policy.isIpBanned('203.0.113.9'), policy.isIpBanned('::ffff:203.0.113.9')]).toEqual([true, true]);
    expect((await audit('relay_ip.banned')).target.name).toBe('203.0.113.9');
    await ban('2001:DB8:0:0::1', true);
    expect(policy.isIpBanned('2001:db8::1%eth0')).toBe(true);
    await ban('203.0.113.9', true);
    await ban('203.0.113.9', false);
    await ban('2001:db8::1');
    expect([policy.isIpBanned('203.0.113.9'), policy.isIpBanned('2001:db8::1')]).toEqual([false, false]);
    expect((await audit('relay_ip.unbanned')).target.name).toBe('2001:db8::1');
  });

  it.each(['', '1', '256.1.1.1', '127.1', 'example.org', '::g', `1.1.1.1${'0'.repeat(500)}`])(
    'refuses to ban "%.30s"',
    async (ip) => {
      const { status, body } = await post('/api/policy/ips', { ip, is_banned: true });
      expect([status, body.error.code]).toEqual([400, 'invalid_ip']);
    },
  );

  it('needs an address and a switch of their types', async () => {
    for (const body of [{}, { ip: 7 }, { ip: null }, { ip: '1.1.1.1', is_banned: 'no' }]) {
      expect((await post('/api/policy/ips', body)).body.error.code).toBe('invalid_request');
    }
  });

  it('takes bodies of up to 64 KiB', async () => {
    for (const path of ['/api/policy/leases', '/ui/policy/leases', '/api/admin/auth/login']) {
      const send = (bytes: number) => post(path, { unknown: 'x'.repeat(bytes) });
      expect((await send(RELAY_LIMITS.body.admin - 64)).status, path).not.toBe(413);
      expect((await send(RELAY_LIMITS.body.admin)).status, path).toBe(413);
    }
  });

  it('is asked and changed by these methods only', async () => {
    const { status, body, headers } = await portal.fetch('/api/policy', { as: admin, method: 'DELETE' });
    expect([status, body.error.code]).toEqual([405, 'method_not_allowed']);
    expect(headers.get('allow')).toBe('GET, POST');
    expect((await portal.fetch('/api/policy/ips', { as: admin })).status).toBe(405);
  });

  it('reaches every process, and whoever listens there; without ports to give, none are offered', async () => {
    const here = portal.get(RelayPolicy);
    let heard = 0;
    const stop = here.onChange(() => heard++);
    const portless = (await portal.startSibling({ MIN_PORT: '0', MAX_PORT: '0' }))!;
    const answer = await fetch(`${portless}/api/policy`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.token}` },
      body: JSON.stringify({ approval_mode: 'auto', udp: { enabled: true }, tcp_port: { enabled: true } }),
    });
    expect(await answer.json()).toMatchObject({ data: { udp: OFF, tcp_port: OFF } });
    await expect.poll(() => here.settings().udp.enabled).toBe(true);
    expect(heard).toBeGreaterThan(0);
    stop();
  });

  it('names who signed in with the token as nobody', async () => {
    const { body } = await portal.fetch('/api/admin/auth/login', { body: { token: 'secret' } });
    const as = body.data.access_token as string;
    const ip = '198.51.100.7';
    await portal.fetch('/api/policy/ips', { as, body: { ip, is_banned: true } });
    expect(await audit('relay_ip.banned')).toMatchObject({ actor: null, target: { name: ip } });
  });
});

describe('the policy before it is read', () => {
  it('serves nobody', () => {
    const events = { onEverywhere: () => undefined, onGap: () => undefined };
    const config = { get: () => false };
    const policy = new RelayPolicy({} as never, events as never, config as never);
    expect([policy.isRoutable(KEY), policy.isIpBanned('203.0.113.9')]).toEqual([false, true]);
  });
});
