import { beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD, type TestUser, usePortal } from '#libs/testing';
import { SettingsService } from '../settings/index.js';

const NEW_PASSWORD = 'tulip-under-glass';

describe('administration of users', () => {
  const portal = usePortal();
  let admin: TestUser;
  beforeAll(async () => {
    admin = await portal.make.user({ username: 'root-admin', role: 'admin' });
  });

  const users = (path: string, call: { method?: string; body?: unknown } = {}, as = admin) =>
    portal.fetch(`/api/admin/users${path}`, { as, ...call });
  const put = (id: number, body: unknown) => users(`/${id}`, { method: 'PUT', body });
  const me = (as: { token: string }) => portal.fetch('/api/me', { as });

  it('creates an account that can sign in', async () => {
    const created = await users('', {
      body: { username: 'mod', password: NEW_PASSWORD, role: 'moderator', scopes: 'access:ssh, access:3' },
    });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      id: expect.any(Number),
      username: 'mod',
      nickname: null,
      role: 'moderator',
      is_admin: false,
      scopes: 'access:ssh,access:3',
      disabled: false,
      totp_enabled: false,
      has_password: true,
      created_at: expect.stringMatching(/Z$/),
      last_seen_at: null,
    });
    expect((await users(`/${created.body.id}`)).body).toEqual(created.body);
    const signedIn = await portal.fetch('/api/token', { body: { username: 'mod', password: NEW_PASSWORD } });
    expect(signedIn.status).toBe(200);
    expect((await users('', { body: { username: 'MOD', password: NEW_PASSWORD } })).body.code).toBe('user.name_taken');
  });

  it('lists by name, page by page', async () => {
    for (const name of ['page-a', 'page-b', 'page_c']) await portal.make.user({ username: name });
    const { body } = await users('?q=PAGE-&limit=1&offset=1');
    expect(body).toMatchObject({ total: 2, limit: 1, offset: 1, users: [{ username: 'page-b' }] });
    expect((await users('?q=e_c')).body.total).toBe(1);
    expect((await users('?limit=100000')).body.limit).toBe(200);
    for (const query of ['limit=-1', 'limit=x', 'offset=-5', 'limit=0']) {
      expect((await users(`?${query}`)).status).toBe(400);
    }
  });

  it('changes the rights of a live session', async () => {
    const ada = await portal.make.user();
    expect((await put(ada.id, { role: 'admin', scopes: '' })).body).toMatchObject({ role: 'admin', scopes: '' });
    expect((await users('', {}, ada)).status).toBe(200);
    await put(ada.id, { role: 'user' });
    expect((await users('', {}, ada)).body.code).toBe('access.denied');
  });

  it('disables an account, which ends what it has open, and enables it again', async () => {
    const ada = await portal.make.user();
    const key = await portal.make.apiKey(ada.id);
    expect((await put(ada.id, { disabled: true })).body.disabled).toBe(true);
    expect((await me(ada)).status).toBe(401);
    expect((await me({ token: key })).body.code).toBe('account.disabled');
    await put(ada.id, { disabled: false });
    expect((await me(ada)).status).toBe(401);
    expect((await me({ token: key })).status).toBe(200);
  });

  it('sets a password and ends every session', async () => {
    const ada = await portal.make.user();
    const reset = (password: string) => users(`/${ada.id}/password`, { body: { password } });
    expect((await reset('password1')).body).toMatchObject({ status: 400, details: [{ field: 'password' }] });
    expect((await reset(NEW_PASSWORD)).body).toEqual({ success: true });
    expect((await me(ada)).status).toBe(401);
    const signIn = (password: string) => portal.fetch('/api/token', { body: { username: ada.username, password } });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn(NEW_PASSWORD)).status).toBe(200);
  });

  it('deletes an account with all that is its own', async () => {
    const ada = await portal.make.user();
    const key = await portal.make.apiKey(ada.id);
    expect((await users(`/${ada.id}`, { method: 'DELETE' })).body).toEqual({ success: true });
    expect((await me(ada)).status).toBe(401);
    expect((await me({ token: key })).status).toBe(401);
    expect((await users(`/${ada.id}`)).body.code).toBe('user.not_found');
    for (const call of [users(`/${ada.id}`, { method: 'DELETE' }), put(ada.id, {}), users('/x'), users('/0')]) {
      expect((await call).status).toBe(404);
    }
    expect((await users(`/${ada.id}/2fa/reset`, { method: 'POST' })).status).toBe(404);
    expect((await users(`/${ada.id}/password`, { body: { password: NEW_PASSWORD } })).status).toBe(404);
  });

  it('keeps the last administrator, also from two who remove each other at once', async () => {
    const lone = await users('?q=root-admin');
    const { id } = lone.body.users[0];
    for (const call of [
      put(id, { role: 'user' }),
      put(id, { disabled: true }),
      users(`/${id}`, { method: 'DELETE' }),
    ]) {
      expect((await call).body).toMatchObject({ status: 409, code: 'user.last_admin' });
    }
    const second = await portal.make.user({ role: 'admin' });
    const both = await Promise.all([
      users(`/${id}`, { method: 'PUT', body: { role: 'user' } }, second),
      users(`/${second.id}`, { method: 'PUT', body: { role: 'user' } }),
    ]);
    expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    const restore = both[0].status === 200 ? second : admin;
    await users(`/${admin.id}`, { method: 'PUT', body: { role: 'admin' } }, restore);
  });

  it.each([
    [{ username: 'ok-name', password: NEW_PASSWORD, role: 'root' }, 'role'],
    [{ username: 'ok-name', password: NEW_PASSWORD, scopes: 'me:read' }, 'scopes'],
    [{ username: '', password: NEW_PASSWORD }, 'username'],
    [{ username: 'ok-name' }, 'password'],
  ])('refuses %j', async (body, field) => {
    expect((await users('', { body })).body).toMatchObject({ status: 400, details: [{ field }] });
  });
});

describe('administration of the portal', () => {
  const portal = usePortal();
  let admin: TestUser;
  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
  });
  const settings = (body?: unknown) =>
    portal.fetch('/api/admin/settings', { as: admin, ...(body !== undefined && { method: 'PUT', body }) });

  it('shows the invite code and renews it', async () => {
    const { body } = await portal.fetch('/api/admin/invite-code', { as: admin });
    expect(body).toEqual({
      code: expect.any(String),
      valid_until: expect.stringMatching(/Z$/),
      registration_open: true,
    });
    const rotated = await portal.fetch('/api/admin/invite-code/rotate', { as: admin, method: 'POST' });
    expect(rotated).toMatchObject({ status: 200 });
    expect(rotated.body.code).not.toBe(body.code);
    expect((await portal.fetch('/api/admin/invite-code', { as: admin })).body).toEqual(rotated.body);
  });

  it('has settings with defaults, of which a change names what it changes', async () => {
    const before = await settings();
    expect(before.body).toEqual({
      registration_open: true,
      network: {
        connections_private: false,
        services_private: true,
        browser_private: false,
        outbound_private: false,
        allow: [],
        deny: [],
      },
      sessions: { max_per_user: 20, idle_minutes: 0 },
      retention: { chat: 7, dm: 0, notifications: 30, audit: 90, activity: 90 },
      streams: { watching_needs_sign_in: false },
    });
    const changed = await settings({ network: { connections_private: true, deny: ['10.9.0.0/16'] }, unknown: 1 });
    expect(changed.body).toEqual({
      ...before.body,
      network: { ...before.body.network, connections_private: true, deny: ['10.9.0.0/16'] },
    });
    expect((await settings()).body).toEqual(changed.body);
    expect(portal.get(SettingsService).networkPolicy('connections')).toMatchObject({ private: true });
  });

  it('keeps what it had when a change is malformed', async () => {
    const before = (await settings()).body;
    for (const [body, field] of [
      [{ registration_open: 'no' }, 'registration_open'],
      [{ network: { allow: ['everything'] } }, 'network.allow.0'],
      [{ network: null }, 'network'],
      [{ network: { browser_private: 1 } }, 'network.browser_private'],
      [{ sessions: { max_per_user: 0 } }, 'sessions.max_per_user'],
      [[], ''],
    ] as const) {
      expect((await settings(body)).body).toMatchObject({ status: 400, details: [{ field }] });
    }
    expect((await settings({})).body).toEqual(before);
    expect((await settings('{"__proto__": {"registration_open": false}}')).status).toBe(400);
  });

  it('is for administrators, by session or by a key with the scope', async () => {
    const moderator = await portal.make.user({ role: 'moderator' });
    for (const path of ['users', 'settings', 'invite-code']) {
      const read = (as?: TestUser | string) => portal.fetch(`/api/admin/${path}`, { as });
      expect((await read()).status).toBe(401);
      expect((await read(moderator)).body.code).toBe('access.denied');
      expect((await read(await portal.make.apiKey(moderator.id))).status).toBe(403);
      expect((await read(await portal.make.apiKey(admin.id, 'me:read'))).body.code).toBe('access.scope');
      expect((await read(await portal.make.apiKey(admin.id, 'admin:read'))).status).toBe(200);
    }
  });
});
