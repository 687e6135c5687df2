import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { RelayAdminSession } from './admin-session.entity.js';

const ADMIN_TOKEN = 'the admin token of this relay';
const UNAUTHORIZED = { ok: false, error: { code: 'unauthorized', message: expect.any(String) } };

describe('administrators of the relay', () => {
  const portal = usePortal({ ADMIN_TOKEN });

  const login = (token: unknown = ADMIN_TOKEN) => portal.fetch('/api/admin/auth/login', { body: { token } });
  const signIn = async (): Promise<string> => (await login()).body.data.access_token;
  const isAuthenticated = async (as?: string): Promise<boolean> =>
    (await portal.fetch('/api/admin/auth/status', { as })).body.data.authenticated;

  it('sign in with the admin token and get a session that is not the token', async () => {
    const { status, body } = await login(` ${ADMIN_TOKEN} `);
    expect([status, body]).toEqual([200, { ok: true, data: { access_token: expect.stringMatching(/^[\w-]{43}$/) } }]);
    expect(await isAuthenticated(body.data.access_token)).toBe(true);
    expect(await isAuthenticated(ADMIN_TOKEN)).toBe(false);
    expect(await isAuthenticated()).toBe(false);
  });

  it.each(['', null, 'the admin token', `${ADMIN_TOKEN}!`])('are refused with the token %j', async (token) => {
    const { status, body } = await login(token);
    expect([status, body]).toEqual([401, UNAUTHORIZED]);
  });

  it.each([7, ['x'], { token: 'x' }])('are told that %j is no token', async (token) => {
    const { status, body } = await login(token);
    expect([status, body.error.code]).toEqual([400, 'invalid_request']);
  });

  it('are told what is no JSON, whatever its type says', async () => {
    const answer = await portal.fetch('/api/admin/auth/login', {
      body: '{"token',
      headers: { 'content-type': 'text/plain' },
    });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_json']);
    expect((await portal.fetch('/api/admin/auth/login')).status).toBe(405);
  });

  it('sign out, and their session is over', async () => {
    const [token, other] = [await signIn(), await signIn()];
    const { status, body } = await portal.fetch('/api/admin/auth/logout', { as: token, method: 'POST' });
    expect([status, body]).toEqual([200, { ok: true, data: {} }]);
    expect([await isAuthenticated(token), await isAuthenticated(other)]).toEqual([false, true]);
    const again = await portal.fetch('/api/admin/auth/logout', { as: token, method: 'POST' });
    expect([again.status, again.body]).toEqual([401, UNAUTHORIZED]);
  });

  it('are signed out after twelve hours', async () => {
    const token = await signIn();
    const { manager } = portal.get(DataSource);
    const [{ hours }] = await manager.query(
      `SELECT round(extract(epoch FROM max(expires_at) - now()) / 3600) AS hours FROM relay_admin_sessions`,
    );
    expect(Number(hours)).toBe(12);
    await manager.query(`UPDATE relay_admin_sessions SET expires_at = now() - interval '1 second'`);
    expect(await isAuthenticated(token)).toBe(false);
    await signIn();
    expect(await manager.count(RelayAdminSession)).toBe(1);
  });

  it('keep no token that is worth something in the database', async () => {
    const token = await signIn();
    const rows = await portal.get(DataSource).manager.find(RelayAdminSession);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('are administrators of the portal too, by session or by a key with the scope', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const moderator = await portal.make.user({ role: 'moderator' });
    const policy = async (as?: string, method = 'GET') =>
      (await portal.fetch('/api/policy', { as, method, ...(method === 'POST' && { body: { approval_mode: 'auto' } }) }))
        .status;
    expect(await policy(admin.token)).toBe(200);
    expect(await policy(await portal.make.apiKey(admin.id))).toBe(200);
    const reader = await portal.make.apiKey(admin.id, 'admin:read');
    expect([await policy(reader), await policy(reader, 'POST')]).toEqual([200, 401]);
    expect(await policy(await portal.make.apiKey(admin.id, 'chat:read'))).toBe(401);
    expect(await policy(moderator.token)).toBe(401);
    expect(await policy()).toBe(401);
    expect(await isAuthenticated(admin.token)).toBe(true);
  });

  it.each(['Bearer', 'Basic x', 'bearer a b', `Bearer ${'x'.repeat(4000)}`, `Bearer ${ADMIN_TOKEN}`])(
    'are not let in by the header "%.30s"',
    async (authorization) => {
      const { status, body } = await portal.fetch('/api/policy', { headers: { authorization } });
      expect([status, body]).toEqual([401, UNAUTHORIZED]);
    },
  );

  it('may write the scheme as they like', async () => {
    const headers = { authorization: `bEARER  ${await signIn()}` };
    expect((await portal.fetch('/api/policy', { headers })).status).toBe(200);
  });

  it('are throttled by their address, and lose their sessions with another admin token', async () => {
    const strict = (await portal.startSibling({ PORTAL_RATE_LIMITS: 'on', ADMIN_TOKEN: 'another' }))!;
    const headers = { authorization: `Bearer ${await signIn()}` };
    const status = await fetch(`${strict}/api/admin/auth/status`, { headers });
    expect(await status.json()).toEqual({ ok: true, data: { authenticated: false } });
    const attempt = () => fetch(`${strict}/api/admin/auth/login`, { method: 'POST', body: '{"token":"guess"}' });
    for (let n = 0; n < 10; n++) expect((await attempt()).status).toBe(401);
    const refused = await attempt();
    expect([refused.status, await refused.json()]).toEqual([
      429,
      { ok: false, error: { code: 'rate_limited', message: expect.any(String) } },
    ]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('a relay without an admin token', () => {
  const portal = usePortal();

  it('lets nobody sign in with one, and administrators of the portal in', async () => {
    expect((await portal.fetch('/api/admin/auth/login', { body: { token: '' } })).status).toBe(401);
    const as = await portal.make.user({ role: 'admin' });
    expect((await portal.fetch('/api/policy', { as })).status).toBe(200);
    expect((await portal.fetch('/api/policy', { as: 'x' })).status).toBe(401);
    expect((await portal.fetch('/api/admin/auth/logout', { as, method: 'POST' })).status).toBe(200);
  });
});
