import { beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';

const DRAFT = { name: 'n', type: 'ssh', host: '127.0.0.3' };
const LONE_SURROGATE = '\ud800';

/** Body field and what it must not be; the answer names the field. */
const BAD: [field: string, value: unknown][] = [
  ...[undefined, null, 7, true, {}, [], '', '   ', 'x'.repeat(101), 'a\0b', LONE_SURROGATE].map(
    (v) => ['name', v] as [string, unknown],
  ),
  ...[undefined, null, 7, {}, '', 'telnet', '__proto__', 'constructor'].map((v) => ['type', v] as [string, unknown]),
  ...[
    undefined,
    null,
    7,
    {},
    '',
    'x'.repeat(256),
    'a\0b',
    'http://a',
    'a/b',
    'a b',
    'a:22',
    '[::1',
    'user@a',
    'a..b',
    '%',
  ].map((v) => ['host', v] as [string, unknown]),
  ...['22', 0, -1, 65_536, 1.5, 1e300, {}, [], true].map((v) => ['port', v] as [string, unknown]),
  ...[null, 'x', 7, []].map((v) => ['config', v] as [string, unknown]),
  ...[null, 'x', {}, [7], [null], ['a\0b'], [LONE_SURROGATE], ['x'.repeat(41)], Array(21).fill('x')].map(
    (v) => ['tags', v] as [string, unknown],
  ),
  ...[7, {}, [], true, 'x'.repeat(256), 'a\0b', LONE_SURROGATE].map((v) => ['config.username', v] as [string, unknown]),
  ...['', 'kerberos', 7, {}].map((v) => ['config.auth_method', v] as [string, unknown]),
  ...[7, {}, [], 'x'.repeat(1025), 'a\0b'].map((v) => ['config.password', v] as [string, unknown]),
  ...[7, {}, 'x'.repeat(32_769), 'a\0b'].map((v) => ['config.private_key', v] as [string, unknown]),
  ...[7, {}, 'x'.repeat(1025)].map((v) => ['config.passphrase', v] as [string, unknown]),
  ...['1', 0, -1, 1.5, 2 ** 31, {}].map((v) => ['config.ssh_key_id', v] as [string, unknown]),
  ...['', 'never', 7].map((v) => ['config.host_key_check', v] as [string, unknown]),
  ...['1', -1, 3601, 0.5].map((v) => ['config.keepalive_s', v] as [string, unknown]),
  ...['1', -1, 10_081].map((v) => ['config.idle_timeout_min', v] as [string, unknown]),
  ...['a b', 'x'.repeat(65), 7].map((v) => ['config.term', v] as [string, unknown]),
  ...['a b', '$(id)', 7].map((v) => ['config.lang', v] as [string, unknown]),
  ...['x'.repeat(4097), 7, 'a\0b'].map((v) => ['config.initial_command', v] as [string, unknown]),
  ...['yes', 1, {}].map((v) => ['config.legacy_algorithms', v] as [string, unknown]),
];

const withField = (field: string, value: unknown): object => {
  const [, key] = /^config\.(.*)$/.exec(field) ?? [];
  return key === undefined ? { ...DRAFT, [field]: value } : { ...DRAFT, config: { [key]: value } };
};

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 40);

describe('fields of a connection', () => {
  const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.3/32' });
  let ada: TestUser;
  let id: string;

  beforeAll(async () => {
    ada = await portal.make.user();
    id = (await portal.fetch('/api/connections', { as: ada, body: DRAFT })).body.id;
  });

  it.each(BAD.map(([field, value]) => [field, shown(value), value]))('refuses %s = %s', async (field, _, value) => {
    const calls = [portal.fetch('/api/connections', { as: ada, body: withField(field as string, value) })];
    const isLeavingOut = value === undefined || field === 'type';
    if (!isLeavingOut) {
      calls.push(
        portal.fetch(`/api/connections/${id}`, { as: ada, method: 'PUT', body: withField(field as string, value) }),
      );
    }
    for (const { status, body } of await Promise.all(calls)) {
      expect(status, JSON.stringify(body)).toBe(400);
      expect(body).toMatchObject({ status: 400, error: expect.any(String) });
      const named = (body.details as { field: string }[]).map((detail) => detail.field.replace(/\.\d+$/, ''));
      expect(named).toContain(field);
    }
  });

  it('names every bad field at once', async () => {
    const { body } = await portal.fetch('/api/connections', {
      as: ada,
      body: { name: '', type: 1, host: null, port: '' },
    });
    expect(body.details.map(({ field }: { field: string }) => field).sort()).toEqual(['host', 'name', 'port', 'type']);
  });

  it.each([
    ['EXAMPLE.org', 'example.org'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['[2001:db8::5]', '2001:db8::5'],
    ['  name.invalid  ', 'name.invalid'],
  ])('saves %s as %s', async (host, saved) => {
    const { status, body } = await portal.fetch('/api/connections', { as: ada, body: { ...DRAFT, host } });
    if (saved === '2001:db8::5') expect(body.code).toBe('target.blocked');
    else expect([status, body.host]).toEqual([201, saved]);
  });

  it.each([
    'localhost',
    '127.0.0.1',
    '127.0.0.2',
    '127.1.1',
    '2130706434',
    '0x7f000002',
    '0177.0.0.2',
    '0',
    '0.0.0.0',
    '::1',
    '[::1]',
    '::',
    '::ffff:127.0.0.2',
    '[::ffff:7f00:2]',
    '64:ff9b::7f00:2',
    '2002:7f00:2::',
    'fe80::1',
    '169.254.169.254',
    '[fd00:ec2::254]',
    '10.0.0.1',
    '192.168.1.100',
    '172.16.0.1',
    '100.64.0.1',
    'fd12:3456::1',
    '224.0.0.1',
    '255.255.255.255',
    '１２７.0.0.2',
  ])('refuses the target %s', async (host) => {
    for (const [path, method] of [
      ['', 'POST'],
      [`/${id}`, 'PUT'],
    ] as const) {
      const answer = await portal.fetch(`/api/connections${path}`, { as: ada, method, body: { ...DRAFT, host } });
      expect(answer).toMatchObject({
        status: 400,
        body: { code: 'target.blocked', details: [{ field: 'host', message: expect.any(String) }] },
      });
    }
  });

  it('refuses a portal key that is not there, or somebody else’s', async () => {
    const bob = await portal.make.user();
    const key = async (as: TestUser, store = true): Promise<number> =>
      (await portal.fetch('/api/ssh-keys', { as, body: { name: 'key', store } })).body.id;
    const write = (ssh_key_id: number | null, path = '', method = 'POST') =>
      portal.fetch(`/api/connections${path}`, { as: ada, method, body: { ...DRAFT, config: { ssh_key_id } } });
    for (const other of [2_000_000_000, await key(bob), await key(ada, false)]) {
      const refusal = { status: 400, body: { details: [{ field: 'config.ssh_key_id' }] } };
      expect(await write(other)).toMatchObject(refusal);
      expect(await write(other, `/${id}`, 'PUT')).toMatchObject(refusal);
    }
    const own = await key(ada);
    expect((await write(own)).status).toBe(201);
    expect((await write(own, `/${id}`, 'PUT')).body.config.ssh_key_id).toBe(own);
    expect((await write(null, `/${id}`, 'PUT')).status).toBe(200);
  });

  it('refuses the portal’s own port even where loopback is allowed', async () => {
    const port = Number(new URL(portal.url).port);
    const answer = await portal.fetch('/api/connections', { as: ada, body: { ...DRAFT, port } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'target.blocked' } });
  });
});
