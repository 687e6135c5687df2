import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';

describe('health', () => {
  const portal = usePortal({ PORTAL_METRICS_TOKEN: 'scrape-me' });

  it('is alive and ready once it listens', async () => {
    expect((await portal.fetch('/healthz')).body).toEqual({ status: 'ok' });
    expect(await portal.fetch('/readyz')).toMatchObject({ status: 200, body: { checks: { database: 'up' } } });
  });

  it('gives metrics to the scraper and to an administrator only', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const user = await portal.make.user();
    expect((await portal.fetch('/metrics')).status).toBe(401);
    expect((await portal.fetch('/metrics', { as: user })).status).toBe(401);
    expect((await portal.fetch('/metrics', { as: admin })).body).toContain('portal_http_request_duration_seconds');
    const scraped = await portal.fetch('/metrics', { headers: { authorization: 'Bearer scrape-me' } });
    expect(scraped.body).toContain('portal_outbox_pending');
  });

  it('answers unknown paths and wrong methods in the format of the API', async () => {
    expect(await portal.fetch('/api/nothing')).toMatchObject({
      status: 404,
      body: { code: 'route.not_found', status: 404, error: expect.any(String) },
    });
    expect((await portal.fetch('/api/me')).headers.get('content-security-policy')).toContain(`default-src 'self'`);
    expect(await portal.fetch('/healthz', { method: 'DELETE' })).toMatchObject({
      status: 405,
      body: { code: 'request.method' },
    });
  });
});
