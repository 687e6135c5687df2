import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { type TestUser, usePortal } from '#libs/testing';
import { Connection } from './connection.entity.js';

const SECRET = 'hunter2-hunter2-hunter2';
const draft = { name: 'My Home Server', type: 'ssh', host: '127.0.0.1', port: 22, config: { username: 'admin' } };

describe('connections', () => {
  const portal = usePortal();
  let ada: TestUser;
  let eve: TestUser;

  beforeAll(async () => {
    ada = await portal.make.user();
    eve = await portal.make.user();
  });

  const create = async (body: object = {}, as: TestUser = ada) => {
    const answer = await portal.fetch('/api/connections', { as, body: { ...draft, ...body } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  };

  it('lists the types with a form each', async () => {
    const { body } = await portal.fetch('/api/connections/types', { as: ada });
    expect(body.types.ssh).toMatchObject({ name: 'SSH Terminal', icon: 'terminal', default_port: 22, plugin: 'ssh' });
    expect(body.types.ssh.config_schema.properties.password).toMatchObject({ type: 'string', 'x-secret': true });
    expect(body.types.terminal.plugin).toBe('ssh');
  });

  it('creates one with an opaque id and the default port', async () => {
    const created = await create({ port: undefined });
    expect(created.id).toMatch(/^[A-Za-z0-9_-]{16,}$/);
    expect(created).toMatchObject({ name: draft.name, type: 'ssh', host: '127.0.0.1', port: 22, is_pinned: false });
    expect(created.url).toBe(`/terminal/connect?connection=${created.id}`);
  });

  it('never shows a secret, only that there is one, and keeps it sealed', async () => {
    const { id } = await create({ config: { username: 'admin', password: SECRET } });
    const shown = await portal.fetch(`/api/connections/${id}`, { as: ada });
    expect(shown.body.config).toEqual({
      username: 'admin',
      has_password: true,
      has_private_key: false,
      has_passphrase: false,
    });
    const everything = await Promise.all(
      ['', `/${id}`, `/${id}/connect`].map((path) => portal.fetch(`/api/connections${path}`, { as: ada })),
    );
    expect(JSON.stringify(everything)).not.toContain(SECRET);
    const [{ dump }] = await portal
      .get(DataSource)
      .query(`SELECT string_agg(connections::text || encode(secrets, 'escape'), '') AS dump FROM connections`);
    expect(dump).not.toContain(SECRET);
    expect(dump).not.toContain(Buffer.from(SECRET).toString('hex'));
  });

  it('keeps what an update leaves out and clears what it sets to null', async () => {
    const { id } = await create({ config: { username: 'admin', password: SECRET, private_key: 'k', lang: 'C.UTF-8' } });
    const put = (body: object) => portal.fetch(`/api/connections/${id}`, { as: ada, method: 'PUT', body });

    expect((await put({ config: { username: 'root' } })).body.config).toMatchObject({
      username: 'root',
      lang: 'C.UTF-8',
      has_password: true,
    });
    expect((await put({ config: { lang: null, private_key: '' } })).body.config).toEqual({
      username: 'root',
      has_password: true,
      has_private_key: false,
      has_passphrase: false,
    });
    expect((await put({ name: 'Renamed' })).body).toMatchObject({ name: 'Renamed', config: { has_password: true } });
    expect((await put({ port: null })).body.port).toBe(22);
  });

  it('merges concurrent updates', async () => {
    const { id } = await create({ config: {} });
    const patches = [
      { username: 'u' },
      { password: SECRET },
      { lang: 'C' },
      { term: 'vt100' },
      { keepalive_s: 5 },
      { legacy_algorithms: true },
      { passphrase: 'p' },
      { initial_command: 'top' },
    ];
    const answers = await Promise.all(
      patches.map((config) => portal.fetch(`/api/connections/${id}`, { as: ada, method: 'PUT', body: { config } })),
    );
    expect(answers.map(({ status }) => status)).toEqual(patches.map(() => 200));
    const { body } = await portal.fetch(`/api/connections/${id}`, { as: ada });
    expect(body.config).toEqual({
      username: 'u',
      lang: 'C',
      term: 'vt100',
      keepalive_s: 5,
      legacy_algorithms: true,
      initial_command: 'top',
      has_password: true,
      has_passphrase: true,
      has_private_key: false,
    });
  });

  it('lists pinned ones first, then by name, and only the own', async () => {
    const owner = await portal.make.user();
    const [, b] = [
      await create({ name: 'a10' }, owner),
      await create({ name: 'b' }, owner),
      await create({ name: 'a9' }, owner),
    ];
    const pin = await portal.fetch(`/api/connections/${b.id}/pin`, { as: owner, method: 'POST' });
    expect(pin.body).toEqual({ is_pinned: true });
    const { body } = await portal.fetch('/api/connections', { as: owner });
    expect(body.connections.map(({ name }: { name: string }) => name)).toEqual(['b', 'a9', 'a10']);
    expect((await portal.fetch(`/api/connections/${b.id}/pin`, { as: owner, method: 'POST' })).body.is_pinned).toBe(
      false,
    );
  });

  it('duplicates with the secrets, sealed to the copy', async () => {
    const original = await create({ name: 'x'.repeat(100), tags: ['a'], config: { password: SECRET } });
    const copy = await portal.fetch(`/api/connections/${original.id}/duplicate`, { as: ada, method: 'POST' });
    expect(copy.status).toBe(201);
    expect(copy.body).toMatchObject({ tags: ['a'], is_pinned: false, config: { has_password: true } });
    expect(copy.body.name).toHaveLength(100);
    const put = await portal.fetch(`/api/connections/${copy.body.id}`, {
      as: ada,
      method: 'PUT',
      body: { config: { username: 'x' } },
    });
    expect(put.body.config.has_password).toBe(true);
  });

  it('tells a viewer what it needs', async () => {
    const { id } = await create();
    const { body } = await portal.fetch(`/api/connections/${id}/connect`, { as: ada });
    expect(body).toMatchObject({
      connection: { id, type: 'ssh', name: draft.name, host: '127.0.0.1', port: 22, config: { username: 'admin' } },
      websocket_url: `/ws/user-connection/${id}`,
      url: `/terminal/connect?connection=${id}`,
    });
  });

  it('shows the public half of the stored key it signs in with, which then cannot be deleted', async () => {
    const key = await portal.fetch('/api/ssh-keys', { as: ada, body: { name: 'k', store: true } });
    const { id } = await create({ config: { auth_method: 'portal_key', ssh_key_id: key.body.id } });
    const { body } = await portal.fetch(`/api/connections/${id}/connect`, { as: ada });
    expect(body.ssh_public_key).toBe(key.body.public_key);
    expect(JSON.stringify(body)).not.toContain('PRIVATE KEY');
    const removal = () => portal.fetch(`/api/ssh-keys/${key.body.id}`, { as: ada, method: 'DELETE' });
    expect((await removal()).body.code).toBe('ssh_key.in_use');
    await portal.fetch(`/api/connections/${id}`, { as: ada, method: 'DELETE' });
    expect((await removal()).status).toBe(200);
  });

  it('leaves out what a newer portal wrote', async () => {
    const owner = await portal.make.user();
    const row = { id: 'written-by-another', userId: owner.id, name: 'n', type: 'holodeck', host: 'h', port: 1 };
    await portal.get(DataSource).manager.insert(Connection, row);
    expect((await portal.fetch('/api/connections', { as: owner })).body).toEqual({ connections: [] });
    expect((await portal.fetch(`/api/connections/${row.id}`, { as: owner })).status).toBe(404);
  });

  it('hides somebody else’s behind 404', async () => {
    const { id } = await create();
    const key = { fingerprint: `SHA256:${'a'.repeat(43)}` };
    const attempts: [string, string, object?][] = [
      ['GET', ''],
      ['PUT', '', { name: 'mine' }],
      ['DELETE', ''],
      ['POST', '/pin'],
      ['POST', '/duplicate'],
      ['GET', '/connect'],
      ['GET', '/health'],
      ['GET', '/host-key'],
      ['POST', '/host-key', key],
      ['DELETE', '/host-key'],
    ];
    for (const [method, path, body] of attempts) {
      const answer = await portal.fetch(`/api/connections/${id}${path}`, { as: eve, method, body });
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 404, 'connection.not_found']);
    }
    expect((await portal.fetch(`/api/connections/${id}`, { as: ada })).status).toBe(200);
  });

  it.each(['1', '%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00', 'a'.repeat(400), '../etc/passwd-----', 'types%20'])(
    'knows no connection %s',
    async (id) => {
      expect((await portal.fetch(`/api/connections/${id}`, { as: ada })).status).toBe(404);
    },
  );

  it('deletes for good', async () => {
    const { id } = await create();
    const fingerprint = `SHA256:${'b'.repeat(43)}`;
    await portal.fetch(`/api/connections/${id}/host-key`, { as: ada, body: { fingerprint } });
    expect(await portal.fetch(`/api/connections/${id}`, { as: ada, method: 'DELETE' })).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect((await portal.fetch(`/api/connections/${id}`, { as: ada })).status).toBe(404);
    const [{ count }] = await portal
      .get(DataSource)
      .query(`SELECT count(*)::int FROM host_keys WHERE owner_id = $1`, [id]);
    expect(count).toBe(0);
  });

  it('keeps a key to the scopes it was given', async () => {
    const { id } = await create();
    const reader = await portal.make.apiKey(ada.id, 'connections:read');
    const opener = await portal.make.apiKey(ada.id, 'connections:read,access:ssh');
    expect((await portal.fetch('/api/connections', { as: reader })).status).toBe(200);
    expect((await portal.fetch('/api/connections', { as: reader, body: draft })).status).toBe(403);
    expect(await portal.fetch(`/api/connections/${id}/connect`, { as: reader })).toMatchObject({
      status: 403,
      body: { code: 'access.scope', details: { scope: 'access:ssh' } },
    });
    expect((await portal.fetch(`/api/connections/${id}/connect`, { as: opener })).status).toBe(200);
  });

  it('refuses the connection after the last one', async () => {
    const hoarder = await portal.make.user();
    const { manager } = portal.get(DataSource);
    const rows = Array.from({ length: LIMITS.connectionsPerUser - 1 }, (_, at) => ({
      id: `hoard-${String(at).padStart(12, '0')}`,
      userId: hoarder.id,
      name: `${at}`,
      type: 'ssh',
      host: 'example.org',
      port: 22,
    }));
    await manager.insert(Connection, rows);
    const race = await Promise.all([1, 2, 3].map(() => portal.fetch('/api/connections', { as: hoarder, body: draft })));
    expect(race.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(race.find(({ status }) => status === 409)?.body.code).toBe('connection.limit');
  });
});
