import { describe, expect, it } from 'vitest';
import { PASSWORD, usePortal } from '#libs/testing';

describe('rate limits over HTTP', () => {
  const portal = usePortal({ PORTAL_RATE_LIMITS: 'on' });
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  const figures = (headers: Headers) =>
    ['limit', 'remaining', 'reset'].map((name) => Number(headers.get(`x-ratelimit-${name}`)));

  it('are told with every answer', async () => {
    const ada = await portal.make.user();
    const { headers } = await portal.fetch('/api/me', { as: ada });
    const [limit, remaining, reset] = figures(headers);
    expect([limit, remaining]).toEqual([60, 59]);
    expect(reset! - Date.now() / 1000).toBeGreaterThan(50);
    const missing = await portal.fetch('/api/nothing', { headers: from('192.0.2.40') });
    expect([missing.status, ...figures(missing.headers).slice(0, 2)]).toEqual([404, 60, 59]);
  });

  it('give the cookie of the web app a bucket of its own', async () => {
    const ada = await portal.make.user();
    const { headers } = await portal.fetch('/api/me', { headers: { cookie: `portal_session=${ada.token}` } });
    expect(figures(headers).slice(0, 2)).toEqual([600, 599]);
    expect(figures((await portal.fetch('/api/me', { as: ada })).headers).slice(0, 2)).toEqual([60, 59]);
  });

  it('end ten attempts a minute from one address with 429 and Retry-After', async () => {
    const attempt = () =>
      portal.fetch('/api/token', { body: { username: 'nobody', password: 'x' }, headers: from('2001:db8::1') });
    const answers = await Promise.all(Array.from({ length: 12 }, attempt));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(2);
    const { status, body, headers } = await attempt();
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'rate.exceeded', status: 429 } });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(figures(headers).slice(0, 2)).toEqual([10, 0]);
    const sameSite = await portal.fetch('/api/token', {
      body: { username: 'somebody', password: 'x' },
      headers: from('2001:db8::2'),
    });
    expect(sameSite.status).toBe(429);
  });

  it('end ten attempts a minute on one account from many addresses, but not for its known device', async () => {
    const { username } = await portal.make.user();
    const signIn = (ip: string, password: string, cookie = '') =>
      portal.fetch('/api/token', { body: { username, password }, headers: { ...from(ip), cookie } });
    const first = await signIn('203.0.113.200', PASSWORD);
    const device = first.headers.getSetCookie().find((cookie) => cookie.startsWith('portal_device='))!;
    for (let place = 0; place < 9; place++) expect((await signIn(`198.51.100.${place}`, 'wrong')).status).toBe(401);
    expect((await signIn('198.51.100.77', 'wrong')).status).toBe(429);
    expect((await signIn('203.0.113.201', PASSWORD)).status).toBe(429);
    expect((await signIn('203.0.113.201', PASSWORD, device.split(';')[0])).status).toBe(200);
  });
});
