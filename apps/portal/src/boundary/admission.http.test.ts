import { describe, expect, it } from 'vitest';
import { PASSWORD, usePortal } from '#libs/testing';

describe('admission', () => {
  const portal = usePortal({ PORTAL_RATE_LIMITS: 'on' });

  it('counts a key against its own bucket and says how it stands', async () => {
    const user = await portal.make.user();
    const key = await portal.make.apiKey(user.id);
    const first = await portal.fetch('/api/me', { as: key });
    expect(first.status).toBe(200);
    expect(first.headers.get('x-ratelimit-limit')).toBe('60');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('59');
    const reset = Number(first.headers.get('x-ratelimit-reset'));
    expect(reset).toBeGreaterThan(Date.now() / 1000 - 1);
    expect(reset).toBeLessThanOrEqual(Date.now() / 1000 + 61);

    const rest = await Promise.all(Array.from({ length: 60 }, () => portal.fetch('/api/me', { as: key })));
    const refused = rest.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
    expect(refused[0]!.body).toMatchObject({ status: 429, code: 'rate.exceeded' });
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await portal.fetch('/api/me', { as: user })).status).toBe(200);
  });

  it('gives a browser session the larger bucket', async () => {
    const user = await portal.make.user();
    const answer = await portal.fetch('/api/me', { headers: { cookie: `portal_session=${user.token}` } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('600');
  });

  it('carries the limit also where nothing is found and nobody is known', async () => {
    expect((await portal.fetch('/api/nothing')).headers.get('x-ratelimit-limit')).toBe('60');
    expect((await portal.fetch('/api/me')).headers.get('x-ratelimit-limit')).toBe('60');
  });

  it('lets a browser write only from the portal itself', async () => {
    const user = await portal.make.user();
    const cookie = `portal_session=${user.token}`;
    const write = (headers: Record<string, string>): Promise<number> =>
      portal
        .fetch('/api/me/anonymous', { method: 'PUT', body: { anonymous: true }, headers: { cookie, ...headers } })
        .then(({ status }) => status);

    expect(await write({})).toBe(403);
    expect(await write({ origin: 'https://evil.example' })).toBe(403);
    expect(await write({ origin: portal.url, 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await write({ origin: portal.url, 'sec-fetch-site': 'same-origin' })).toBe(200);
    const byKey = await portal.fetch('/api/me/anonymous', { method: 'PUT', body: { anonymous: false }, as: user });
    expect(byKey.status).toBe(200);
  });

  it('signs in although the browser still sends a dead cookie', async () => {
    const user = await portal.make.user();
    const answer = await portal.fetch('/api/token', {
      body: { username: user.username, password: PASSWORD },
      headers: { cookie: 'portal_session=expired', origin: portal.url },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-ratelimit-limit')).toBe('10');
  });

  it('refuses before it reads: a huge body of a stranger is not taken in', async () => {
    const answer = await portal.fetch('/api/connections', { body: { name: 'x'.repeat(5_000_000) } });
    expect(answer.status).toBe(401);
  });
});
