import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import type { Metrics } from '#libs/telemetry';
import { PASSWORD, usePortal } from '#libs/testing';
import { METRICS } from '../../boundary/log.js';
import { User } from '../../users/index.js';
import { Authenticator } from '../authenticator.js';

const cookiesOf = (headers: Headers): string[] => headers.getSetCookie();
const valueOf = (cookies: string[], name: string): string =>
  cookies.find((cookie) => cookie.startsWith(`${name}=`))!.split(';')[0]!;

describe('signing in with a password', () => {
  const portal = usePortal();

  const signIn = (username: string, password = PASSWORD, headers: Record<string, string> = {}) =>
    portal.fetch('/api/token', { body: { username, password }, headers });

  const passwordChecks = async (): Promise<number> => {
    const metric = portal.get<Metrics>(METRICS as never).registry.getSingleMetric('portal_password_checks_total')!;
    return (await metric.get()).values[0]!.value;
  };

  it('answers a token, who one is, and the cookie of a browser', async () => {
    const ada = await portal.make.user({ username: 'ada', role: 'admin' });
    const { status, body, headers } = await signIn('Ada');
    expect(status).toBe(200);
    expect(body).toEqual({
      token: expect.stringMatching(/^eyJ/),
      expires_at: expect.stringMatching(/^\d{4}-.*Z$/),
      user: { id: ada.id, username: 'ada', is_admin: true, role: 'admin' },
    });
    const days = (Date.parse(body.expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(30, 1);
    const cookie = cookiesOf(headers).find((one) => one.startsWith('portal_session='))!;
    expect(cookie).toContain(`portal_session=${body.token}`);
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    expect(cookie).toMatch(/Path=\//);
    expect(cookie).not.toMatch(/Secure/);
    expect((await portal.fetch('/api/me', { as: body.token })).body).toMatchObject({ username: 'ada', is_admin: true });
  });

  it('marks the cookie Secure behind https', async () => {
    const { username } = await portal.make.user();
    const { headers } = await signIn(username, PASSWORD, { 'x-forwarded-proto': 'https' });
    for (const cookie of cookiesOf(headers)) expect(cookie).toMatch(/Secure/);
  });

  it('does the same work and gives the same answer for a wrong password and an unknown name', async () => {
    const { username } = await portal.make.user();
    const before = await passwordChecks();
    const wrong = await signIn(username, 'not the password');
    const unknown = await signIn('nobody-at-all', 'not the password');
    expect((await passwordChecks()) - before).toBe(2);
    expect(wrong.status).toBe(401);
    expect(unknown.body).toEqual(wrong.body);
    expect(wrong.body).toMatchObject({ code: 'auth.invalid', status: 401 });
  });

  it('tells a disabled account apart only to who knows its password', async () => {
    const { id, username, token } = await portal.make.user();
    await portal.get(DataSource).manager.update(User, { id }, { disabledAt: new Date() });
    expect((await signIn(username, 'wrong')).body.code).toBe('auth.invalid');
    expect((await signIn(username)).body.code).toBe('account.disabled');
    expect((await portal.fetch('/api/me', { as: token })).body.code).toBe('account.disabled');
  });

  it('has the owner wait after failures from the same address, and nobody elsewhere', async () => {
    const { username } = await portal.make.user();
    const from = (ip: string) => ({ 'x-forwarded-for': ip });
    for (let attempt = 0; attempt < 6; attempt++) await signIn(username, 'wrong', from('192.0.2.7'));
    const refused = await signIn(username, PASSWORD, from('192.0.2.7'));
    expect(refused.status).toBe(429);
    expect(refused.body.details.retry_after).toBeGreaterThan(0);
    expect((await signIn(username, PASSWORD, from('192.0.2.8'))).status).toBe(200);
  });

  it('lets a device that was signed in before through while strangers are held off', async () => {
    const { username } = await portal.make.user();
    const first = await signIn(username);
    const device = valueOf(cookiesOf(first.headers), 'portal_device');
    for (let place = 0; place < 40; place++) {
      await signIn(username, 'wrong', { 'x-forwarded-for': `198.51.100.${place}` });
    }
    expect((await signIn(username, PASSWORD, { 'x-forwarded-for': '203.0.113.1' })).status).toBe(429);
    const known = await signIn(username, PASSWORD, { 'x-forwarded-for': '203.0.113.1', cookie: device });
    expect(known.status).toBe(200);
    expect(cookiesOf(known.headers).some((cookie) => cookie.startsWith('portal_device='))).toBe(false);
    const forged = device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect((await signIn(username, PASSWORD, { 'x-forwarded-for': '203.0.113.2', cookie: forged })).status).toBe(429);
  });

  it('signs in by cookie, and writes by cookie only from its own pages', async () => {
    const { username } = await portal.make.user();
    const cookie = valueOf(cookiesOf((await signIn(username)).headers), 'portal_session');
    const write = (headers: Record<string, string>) =>
      portal.fetch('/api/me/anonymous', { method: 'PUT', body: { anonymous: true }, headers: { cookie, ...headers } });
    expect((await portal.fetch('/api/me', { headers: { cookie } })).status).toBe(200);
    expect((await write({})).body.code).toBe('request.forgery');
    expect((await write({ origin: 'https://evil.example' })).body.code).toBe('request.forgery');
    expect((await write({ origin: portal.url })).status).toBe(200);
    expect((await write({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('takes the session token in the query too, as the WebSocket example of the web app does', async () => {
    const { token, username } = await portal.make.user();
    expect((await portal.fetch(`/api/me?token=${token}`)).body.username).toBe(username);
  });

  it('refuses malformed credentials with 401 and lets public routes be', async () => {
    for (const as of ['nonsense', 'portal_nonsense', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(5000)]) {
      expect((await portal.fetch('/api/me', { as })).status).toBe(401);
      expect((await portal.fetch('/api/auth/options', { as })).status).toBe(200);
    }
    expect((await portal.fetch('/api/me')).body.code).toBe('auth.required');
  });

  it('notes the last use at most once a minute', async () => {
    const { token } = await portal.make.user();
    const lastUse = async () => (await portal.fetch('/api/tokens', { as: token })).body.tokens[0].last_used_at;
    await portal.fetch('/api/me', { as: token });
    await expect.poll(lastUse).not.toBeNull();
    const first = await lastUse();
    await portal.fetch('/api/me', { as: token });
    await portal.get(Authenticator).onModuleDestroy();
    expect(await lastUse()).toBe(first);
  });
});

describe('sessions', () => {
  const portal = usePortal();

  it('lists the own ones only and marks the one in use', async () => {
    const ada = await portal.make.user();
    const other = await portal.make.session(ada.id);
    await portal.make.user();
    const { body } = await portal.fetch('/api/tokens', { as: ada });
    expect(body.tokens).toHaveLength(2);
    const current = body.tokens.find((token: { current: boolean }) => token.current);
    expect(current).toMatchObject({
      id: ada.sessionId,
      token_id: ada.sessionId,
      created_at: expect.stringMatching(/Z$/),
      expires_at: expect.stringMatching(/Z$/),
      ip: '127.0.0.1',
      user_agent: 'test',
      method: 'password',
      current: true,
    });
    expect(body.tokens.map((token: { token_id: string }) => token.token_id)).toContain(other.sessionId);
  });

  it('refuses a revoked one at the next request', async () => {
    const ada = await portal.make.user();
    const other = await portal.make.session(ada.id);
    const revoked = await portal.fetch('/api/token/revoke', { as: ada, body: { token_id: other.sessionId } });
    expect(revoked).toMatchObject({ status: 200, body: { success: true } });
    expect((await portal.fetch('/api/me', { as: other })).body.code).toBe('auth.expired');
  });

  it('does not revoke what is not there or not one’s own', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user()]);
    const revoke = (token_id: unknown) => portal.fetch('/api/token/revoke', { as: eve, body: { token_id } });
    expect((await revoke(ada.sessionId)).body.code).toBe('token.not_found');
    expect((await revoke('nothing')).status).toBe(404);
    expect((await revoke(5)).body).toMatchObject({ status: 400, details: [{ field: 'token_id' }] });
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(200);
  });

  it('are a hundred a user: one more ends the oldest', async () => {
    const ada = await portal.make.user();
    for (let more = 0; more < 99; more++) await portal.make.session(ada.id);
    const { body } = await portal.fetch('/api/token', { body: { username: ada.username, password: PASSWORD } });
    expect((await portal.fetch('/api/tokens', { as: body.token })).body.tokens).toHaveLength(100);
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(401);
  });

  it('ends with the logout and takes the cookie away', async () => {
    const ada = await portal.make.user();
    const { status, headers } = await portal.fetch('/api/logout', { as: ada, method: 'POST' });
    expect(status).toBe(200);
    expect(headers.getSetCookie()[0]).toMatch(/^portal_session=;.*(Expires=Thu, 01 Jan 1970|Max-Age=0)/);
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(401);
    expect((await portal.fetch('/api/logout', { method: 'POST' })).status).toBe(200);
  });
});

describe('changing the password', () => {
  const portal = usePortal();
  const change = (as: { token: string }, current_password: string, new_password: unknown) =>
    portal.fetch('/api/me/password', { as, body: { current_password, new_password } });

  it('keeps this session, ends the others and takes the new one', async () => {
    const ada = await portal.make.user();
    const other = await portal.make.session(ada.id);
    expect((await change(ada, PASSWORD, 'tulip-under-glass')).body).toEqual({ success: true });
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(200);
    expect((await portal.fetch('/api/me', { as: other })).status).toBe(401);
    const signIn = (password: string) => portal.fetch('/api/token', { body: { username: ada.username, password } });
    expect((await signIn(PASSWORD)).status).toBe(401);
    expect((await signIn('tulip-under-glass')).status).toBe(200);
  });

  it('asks for the right current one', async () => {
    const ada = await portal.make.user();
    expect((await change(ada, 'wrong', 'tulip-under-glass')).body).toMatchObject({
      status: 400,
      code: 'password.wrong',
      details: [{ field: 'current_password', message: expect.any(String) }],
    });
  });

  it.each([
    ['short', 'must be longer'],
    ['Password123!', 'most common'],
    ['p@ssw0rd2024', 'most common'],
    ['qwertyuiop', 'most common'],
    ['aaaaaaaaaa', 'most common'],
    ['grace-hopper1', 'user name'],
    [12345678, 'string'],
  ])('refuses %s', async (password, reason) => {
    const grace = (await portal.get(DataSource).manager.findOneBy(User, { username: 'grace-hopper' }))
      ? {
          token: (await portal.fetch('/api/token', { body: { username: 'grace-hopper', password: PASSWORD } })).body
            .token,
        }
      : await portal.make.user({ username: 'grace-hopper' });
    const { status, body } = await change(grace, PASSWORD, password);
    expect(status).toBe(400);
    expect(body.details).toEqual([{ field: 'new_password', message: expect.stringContaining(reason) }]);
  });

  it('is not for API keys', async () => {
    const ada = await portal.make.user();
    const key = await portal.make.apiKey(ada.id);
    expect((await change({ token: key }, PASSWORD, 'tulip-under-glass')).body.code).toBe('access.scope');
  });
});
