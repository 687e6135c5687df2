import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { ApiKey } from '../api-key.entity.js';

describe('API keys', () => {
  const portal = usePortal();
  const create = (as: { token: string } | string, body: object) => portal.fetch('/api/api-keys', { as, body });

  it('are shown once, with all scopes and no end unless said', async () => {
    const ada = await portal.make.user();
    const { status, body } = await create(ada, { name: 'My Integration' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'My Integration', scopes: '*', expires_at: null, revoked: false });
    expect(body.api_key).toMatch(/^portal_[\w-]{43}$/);
    expect(body.key_prefix).toBe(body.api_key.slice(0, 10));
    const list = await portal.fetch('/api/api-keys', { as: ada });
    expect(list.body.api_keys).toHaveLength(1);
    expect(list.body.api_keys[0]).toMatchObject({ id: body.id, key_prefix: body.key_prefix });
    expect(JSON.stringify(list.body)).not.toContain(body.api_key);
  });

  it('sign in as bearer and in the query', async () => {
    const ada = await portal.make.user();
    const key = (await create(ada, { name: 'k' })).body.api_key;
    expect((await portal.fetch('/api/me', { as: key })).body.username).toBe(ada.username);
    expect((await portal.fetch(`/api/me?token=${key}`)).body.username).toBe(ada.username);
  });

  it('do only what their scopes say', async () => {
    const ada = await portal.make.user();
    const key = (await create(ada, { name: 'k', scopes: 'me:read, access:ssh,me:read' })).body;
    expect(key.scopes).toBe('me:read,access:ssh');
    expect((await portal.fetch('/api/me', { as: key.api_key })).status).toBe(200);
    const write = { as: key.api_key, method: 'PUT', body: { anonymous: true } };
    expect((await portal.fetch('/api/me/anonymous', write)).body).toMatchObject({
      status: 403,
      code: 'access.scope',
      details: { scope: 'me:write' },
    });
  });

  it('make no keys beyond their own scopes', async () => {
    const ada = await portal.make.user();
    const key = await portal.make.apiKey(ada.id, 'me:write,streams:write,access:*');
    const narrower = await create(key, { name: 'n', scopes: 'streams:read,access:ssh' });
    expect(narrower.status).toBe(201);
    expect((await create(key, { name: 'n' })).body).toMatchObject({ code: 'access.scope', details: { scopes: ['*'] } });
    expect((await create(key, { name: 'n', scopes: 'chat:read' })).status).toBe(403);
  });

  it.each([
    ['no name', {}, 'name'],
    ['an empty name', { name: ' ' }, 'name'],
    ['an unknown scope', { name: 'k', scopes: 'me:read,root' }, 'scopes'],
    ['no scope at all', { name: 'k', scopes: ' , ' }, 'scopes'],
    ['scopes that are no text', { name: 'k', scopes: ['*'] }, 'scopes'],
    ['no day', { name: 'k', expires_in_days: 0 }, 'expires_in_days'],
    ['half a day', { name: 'k', expires_in_days: 0.5 }, 'expires_in_days'],
    ['too many days', { name: 'k', expires_in_days: 1e9 }, 'expires_in_days'],
  ])('refuse %s', async (_, body, field) => {
    const ada = await portal.make.user();
    expect((await create(ada, body)).body).toMatchObject({ status: 400, details: [{ field }] });
  });

  it('end at their time', async () => {
    const ada = await portal.make.user();
    const { body } = await create(ada, { name: 'k', expires_in_days: 1 });
    expect((Date.parse(body.expires_at) - Date.now()) / 86_400_000).toBeCloseTo(1, 2);
    await portal.get(DataSource).manager.update(ApiKey, { id: body.id }, { expiresAt: new Date(Date.now() - 1) });
    expect((await portal.fetch('/api/me', { as: body.api_key })).body.code).toBe('auth.expired');
  });

  it('stay in the list when revoked, and no longer sign in', async () => {
    const ada = await portal.make.user();
    const { id, api_key } = (await create(ada, { name: 'k' })).body;
    const revoke = () => portal.fetch(`/api/api-keys/${id}/revoke`, { as: ada, method: 'POST' });
    expect((await revoke()).body).toMatchObject({ id, revoked: true, revoked_at: expect.stringMatching(/Z$/) });
    expect((await portal.fetch('/api/me', { as: api_key })).status).toBe(401);
    expect((await revoke()).status).toBe(200);
    expect((await portal.fetch('/api/api-keys', { as: ada })).body.api_keys[0].revoked).toBe(true);
  });

  it('are gone when deleted', async () => {
    const ada = await portal.make.user();
    const { id, api_key } = (await create(ada, { name: 'k' })).body;
    const remove = () => portal.fetch(`/api/api-keys/${id}`, { as: ada, method: 'DELETE' });
    expect((await remove()).body).toEqual({ success: true });
    expect((await portal.fetch('/api/me', { as: api_key })).status).toBe(401);
    expect((await remove()).body.code).toBe('api_key.not_found');
  });

  it('are nobody else’s, and odd ids do not exist', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user({ role: 'admin' })]);
    const { id } = (await create(ada, { name: 'k' })).body;
    for (const path of [`${id}`, '0', '-1', 'x', '99999999999', '1e3']) {
      expect((await portal.fetch(`/api/api-keys/${path}`, { as: eve, method: 'DELETE' })).status).toBe(404);
      expect((await portal.fetch(`/api/api-keys/${path}/revoke`, { as: eve, method: 'POST' })).status).toBe(404);
    }
    expect((await portal.fetch('/api/api-keys', { as: eve })).body.api_keys).toEqual([]);
  });

  it('lose what their owner loses', async () => {
    const ada = await portal.make.user({ role: 'admin' });
    const key = await portal.make.apiKey(ada.id);
    expect((await portal.fetch('/api/me', { as: key })).body.role).toBe('admin');
    await portal.get(DataSource).query(`UPDATE users SET role = 'user' WHERE id = $1`, [ada.id]);
    expect((await portal.fetch('/api/me', { as: key })).body.role).toBe('user');
  });
});

describe('WebSocket tickets', () => {
  const portal = usePortal();

  it('last 30 seconds and are no credential for requests', async () => {
    const ada = await portal.make.user();
    const { status, body } = await portal.fetch('/api/ws-tickets', { as: ada, method: 'POST' });
    expect({ status, body }).toEqual({
      status: 201,
      body: { ticket: expect.stringMatching(/^[\w-]{43}$/), expires_in: 30 },
    });
    expect((await portal.fetch(`/api/me?ticket=${body.ticket}`)).status).toBe(401);
    expect((await portal.fetch('/api/me', { as: body.ticket })).status).toBe(401);
  });
});
