import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { JobQueues } from '#libs/queue';
import { eventually, usePortal } from '#libs/testing';
import { SweepExpired } from '../maintenance/maintenance.jobs.js';
import { SweepExpiredProcessor } from '../maintenance/sweep-expired.processor.js';

describe('several processes on one database', () => {
  const portal = usePortal({ PORTAL_ROLES: 'api' });

  const at = async (url: string, path: string, token: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    });

  it('know each other’s sessions, settings and revocations at once', async () => {
    const second = (await portal.startSibling())!;
    const admin = await portal.make.user({ role: 'admin' });
    expect((await at(second, '/api/me', admin.token)).status).toBe(200);

    const changed = await portal.fetch('/api/admin/settings', {
      as: admin,
      method: 'PUT',
      body: { registration_open: false },
    });
    expect(changed.status).toBe(200);
    await eventually('the setting on the second process', async () => {
      const settings = (await (await at(second, '/api/admin/settings', admin.token)).json()) as object;
      return JSON.stringify(settings).includes('"registration_open":false');
    });

    const other = await portal.make.session(admin.id);
    await portal.fetch('/api/token/revoke', { as: admin, body: { token_id: other.sessionId } });
    expect((await at(second, '/api/me', other.token)).status).toBe(401);
  });

  it('leave the jobs to the worker', async () => {
    await portal.startSibling({ PORTAL_ROLES: 'worker' });
    const user = await portal.make.user();
    const dataSource = portal.get(DataSource);
    await dataSource.query(`UPDATE sessions SET expires_at = now() - interval '1 hour' WHERE user_id = $1`, [user.id]);
    await portal.get(JobQueues).add(SweepExpired, {});
    await eventually('the sweep', async () => {
      const rows = (await dataSource.query('SELECT 1 FROM sessions WHERE user_id = $1', [user.id])) as unknown[];
      return rows.length === 0;
    });
    expect(() => portal.get(SweepExpiredProcessor)).toThrow();
  });
});
