import { beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';

const NEW_PASSWORD = 'tulip-under-glass';

describe('what administrators do is in the audit log', () => {
  const portal = usePortal();
  let admin: TestUser;
  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
  });

  const act = (path: string, method: string, body?: object, as = admin) =>
    portal.fetch(`/api/admin/${path}`, { as, method, body });
  const log = async (query: string) =>
    (await portal.fetch(`/api/admin/audit-log?${query}`, { as: admin })).body.entries;
  const entry = (action: string, target: unknown, details: unknown) =>
    expect.objectContaining({ action, actor: { user_id: admin.id, name: admin.username }, target, details });

  it('with accounts', async () => {
    const user = await act('users', 'POST', { username: 'audited', password: NEW_PASSWORD });
    const { id } = user.body;
    const path = `users/${id}`;
    await act(path, 'PUT', { role: 'moderator', scopes: 'access:ssh', disabled: true });
    await act(path, 'PUT', { role: 'moderator', disabled: true });
    await act(path, 'PUT', { disabled: false });
    await act(`${path}/password`, 'POST', { password: NEW_PASSWORD });
    await act(`${path}/2fa/reset`, 'POST');
    await act(path, 'DELETE');
    const target = { user_id: id, name: 'audited' };
    expect(await log('target=AUDITED')).toEqual([
      entry('user.deleted', target, { role: 'moderator' }),
      entry('user.totp_reset', target, null),
      entry('user.password_reset', target, null),
      entry('user.enabled', target, null),
      entry('user.disabled', target, null),
      entry('user.scopes_changed', target, { from: 'access:*', to: 'access:ssh' }),
      entry('user.role_changed', target, { from: 'user', to: 'moderator' }),
      entry('user.created', target, { role: 'user', scopes: 'access:*' }),
    ]);
  });

  it('with their own account, whose name stays', async () => {
    const other = await portal.make.user({ role: 'admin' });
    expect((await act(`users/${other.id}`, 'DELETE', undefined, other)).status).toBe(200);
    expect(await log(`actor=${other.username}`)).toMatchObject([
      { action: 'user.deleted', actor: { user_id: null, name: other.username }, target: { user_id: other.id } },
    ]);
  });

  it('with settings and the invite code, by what has changed', async () => {
    await act('settings', 'PUT', { registration_open: false, sessions: { idle_minutes: 0 } });
    await act('settings', 'PUT', { registration_open: false });
    await act('settings', 'PUT', { registration_open: 'no' });
    expect(await log('action=settings')).toEqual([
      entry('settings.changed', null, { registration_open: { from: true, to: false } }),
    ]);
    await act('invite-code/rotate', 'POST');
    expect(await log('action=invite_code.rotated')).toEqual([entry('invite_code.rotated', null, null)]);
  });

  it('with services, never with their secrets', async () => {
    const body = { name: 'Box', plugin: 'ssh', host: '127.0.0.1', config: { username: 'root', password: 'sesame' } };
    const { id } = (await act('services', 'POST', body)).body;
    await act(`services/${id}`, 'PUT', { name: 'Case', config: { password: 'sesame2' } });
    await act(`services/${id}`, 'DELETE');
    await act(`services/${id}`, 'DELETE');
    const entries = await log('action=service');
    expect(entries).toEqual([
      entry('service.deleted', { user_id: null, name: 'Case' }, { id, type: 'ssh' }),
      entry('service.updated', { user_id: null, name: 'Box' }, { id, fields: ['name', 'config'] }),
      entry('service.created', { user_id: null, name: 'Box' }, { id, type: 'ssh' }),
    ]);
    expect(JSON.stringify(entries)).not.toContain('sesame');
  });
});
