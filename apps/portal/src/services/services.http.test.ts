import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { EventBus } from '#libs/events';
import { principalOf, SshServerPeer, type TestUser, usePortal } from '#libs/testing';
import { RemoteTargets } from '../connections/index.js';
import type { Principal } from '../auth/principal.js';
import { ServiceChanged, ServiceDeleted } from './services.events.js';

const SECRET = 'hunter2-hunter2-hunter2';
const DRAFT = { name: 'Home Server', plugin: 'ssh', host: '127.0.0.1', port: 2222 };

describe('services', () => {
  const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.1/32' });
  let admin: TestUser;
  let ada: TestUser;

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
    ada = await portal.make.user();
  });

  const create = async (body: object = {}) => {
    const answer = await portal.fetch('/api/admin/services', { as: admin, body: { ...DRAFT, ...body } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };
  const put = (id: number, body: object) =>
    portal.fetch(`/api/admin/services/${id}`, { as: admin, method: 'PUT', body });
  const listed = async (as: TestUser | string): Promise<number[]> =>
    (await portal.fetch('/api/services', { as })).body.services.map(({ id }: { id: number }) => id);

  it('gives users what specification A prints, and no address', async () => {
    const { id } = await create({ config: { username: 'root' } });
    const { body } = await portal.fetch(`/api/services/${id}`, { as: ada });
    expect(body).toEqual({
      id,
      name: 'Home Server',
      plugin: 'ssh',
      path: '/home-server',
      icon: 'terminal',
      category: 'Servers',
      enabled: true,
      url: `/terminal/connect?service=${id}`,
      websocket_url: `/ws/ssh/${id}`,
    });
    expect(await listed(ada)).toContain(id);
  });

  it('does not exist for whom it is switched off or out of scope', async () => {
    const { id } = await create();
    const narrow = await portal.make.user({ scopes: `access:${id}` });
    const elsewhere = await portal.make.user({ scopes: 'access:vnc' });
    const key = await portal.make.apiKey(ada.id, 'me:read,access:999999');
    expect(await listed(narrow)).toEqual([id]);
    for (const as of [elsewhere, key]) {
      expect(await listed(as)).toEqual([]);
      for (const path of ['', '/health']) {
        expect(await portal.fetch(`/api/services/${id}${path}`, { as })).toMatchObject({
          status: 404,
          body: { code: 'service.not_found' },
        });
      }
    }
    await put(id, { enabled: false });
    expect(await listed(admin)).not.toContain(id);
    expect((await portal.fetch(`/api/services/${id}`, { as: admin })).status).toBe(404);
    expect((await portal.fetch(`/api/admin/services/${id}`, { as: admin })).body.enabled).toBe(false);
  });

  it('seals secrets, shows only that there are some, and merges', async () => {
    const { id } = await create({ config: { username: 'root', password: SECRET } });
    const { body } = await put(id, { config: { lang: 'C' }, name: 'Renamed' });
    expect(body).toMatchObject({ name: 'Renamed', config: { username: 'root', lang: 'C', has_password: true } });
    const answers = await Promise.all(
      ['/api/services', `/api/services/${id}`, '/api/admin/services', `/api/admin/services/${id}`].map((path) =>
        portal.fetch(path, { as: admin }),
      ),
    );
    expect(JSON.stringify(answers)).not.toContain(SECRET);
    const [{ dump }] = await portal
      .get(DataSource)
      .query(`SELECT string_agg(services::text || encode(secrets, 'escape'), '') AS dump FROM services`);
    expect(dump).not.toContain(SECRET);

    const target = await portal.get(RemoteTargets).forService(callerOf(ada), 'ssh', id);
    expect(await target.secret('password')).toBe(SECRET);
    expect(await target.secret('constructor')).toBeUndefined();
    expect((await put(id, { config: { password: null } })).body.config.has_password).toBe(false);
  });

  it('opens only on the road of its plugin', async () => {
    const { id } = await create();
    const targets = portal.get(RemoteTargets);
    await expect(targets.forService(callerOf(ada), 'terminal', id)).rejects.toMatchObject({
      code: 'service.not_found',
    });
    expect(await targets.forService(callerOf(ada), 'ssh', id)).toMatchObject({
      host: '127.0.0.1',
      port: 2222,
      ownerId: null,
    });
  });

  it('refuses the local terminal unless the configuration allows it', async () => {
    const answer = await portal.fetch('/api/admin/services', {
      as: admin,
      body: { name: 'shell', plugin: 'terminal' },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { details: [{ field: 'plugin', message: expect.stringContaining('PORTAL_LOCAL_TERMINAL') }] },
    });
    const { body } = await portal.fetch('/api/admin/services/types', { as: admin });
    expect(Object.keys(body.types)).toEqual(['ssh']);
  });

  it.each([
    ['name', ''],
    ['name', 7],
    ['plugin', 'telnet'],
    ['plugin', null],
    ['path', 'home'],
    ['path', '/a/../\0'],
    ['icon', '<svg>'],
    ['category', 'x'.repeat(65)],
    ['enabled', 'yes'],
    ['host', null],
    ['host', 'http://x'],
    ['host', '169.254.169.254'],
    ['port', '22'],
    ['port', 65_536],
    ['config', []],
    ['config.username', 7],
  ])('refuses %s = %j', async (field, value) => {
    const [, key] = /^config\.(.*)/.exec(field) ?? [];
    const body = { ...DRAFT, ...(key ? { config: { [key]: value } } : { [field]: value }) };
    const answer = await portal.fetch('/api/admin/services', { as: admin, body });
    expect(answer).toMatchObject({ status: 400, body: { details: [{ field }] } });
  });

  it('measures health through the guard', async () => {
    const peer = await new SshServerPeer().open();
    try {
      const { id } = await create({ port: peer.port });
      expect((await portal.fetch(`/api/services/${id}/health`, { as: ada })).body).toMatchObject({
        healthy: true,
        latency_ms: expect.any(Number),
      });
    } finally {
      await peer.close();
    }
  });

  it('keeps pins for administrators only, and drops them with the service', async () => {
    const { id } = await create();
    const path = `/api/admin/services/${id}/host-key`;
    const fingerprint = `SHA256:${'a'.repeat(43)}`;
    expect((await portal.fetch(path, { as: ada })).status).toBe(403);
    expect((await portal.fetch(path, { as: admin, body: { fingerprint } })).body).toMatchObject({ fingerprint });
    expect((await portal.fetch(path, { as: admin })).body).toMatchObject({
      host: '127.0.0.1',
      port: 2222,
      fingerprint,
    });
    expect((await portal.fetch(`/api/admin/services/${id}`, { as: admin, method: 'DELETE' })).status).toBe(200);
    expect((await portal.fetch(path, { as: admin })).status).toBe(404);
    const pins = await portal.get(DataSource).query(`SELECT 1 FROM host_keys WHERE owner_id = $1`, [String(id)]);
    expect(pins).toEqual([]);
  });

  it('announces changes and the end', async () => {
    const seen: { id: number }[] = [];
    const bus = portal.get(EventBus);
    bus.on(ServiceChanged, 'test.changed', (payload) => void seen.push(payload));
    bus.on(ServiceDeleted, 'test.deleted', (payload) => void seen.push(payload));
    const { id } = await create();
    await put(id, { enabled: false });
    await portal.fetch(`/api/admin/services/${id}`, { as: admin, method: 'DELETE' });
    await bus.settle();
    // What other tests did may still be on its way.
    const ofThis = seen.filter((event) => event.id === id);
    expect(ofThis).toEqual([{ id, enabled: true }, { id, enabled: false }, { id }]);
  });
});

describe('services with the local terminal switched on', () => {
  const portal = usePortal({ PORTAL_LOCAL_TERMINAL: 'on' });

  it('offers it without an address', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const types = await portal.fetch('/api/admin/services/types', { as: admin });
    expect(types.body.types.terminal).toMatchObject({ default_port: null, config_schema: { type: 'object' } });
    const { status, body } = await portal.fetch('/api/admin/services', {
      as: admin,
      body: { name: 'Shell', plugin: 'terminal', config: { shell: '/bin/bash' } },
    });
    expect([status, body.host, body.port, body.websocket_url]).toEqual([201, null, null, `/ws/terminal/${body.id}`]);
    expect((await portal.fetch(`/api/services/${body.id}/health`, { as: admin })).body.healthy).toBe(true);
    expect((await portal.fetch(`/api/admin/services/${body.id}/host-key`, { as: admin })).status).toBe(404);
  });
});

const callerOf = ({ id, username, role, sessionId }: TestUser): Principal =>
  principalOf({ userId: id, username, role, credential: { kind: 'session', id: sessionId, cookie: false } });
