import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { afterAll, describe, expect, it } from 'vitest';
import type { LiveFrame } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { HostKeyPinned } from '../connections/connections.events.js';
import { NotificationsService } from './notifications.service.js';

describe('notifications', () => {
  const portal = usePortal();
  const sockets: Socket[] = [];
  afterAll(() => sockets.forEach((socket) => socket.close()));

  const notify = (user: TestUser, title: string, more: object = {}) =>
    portal.get(NotificationsService).notify({ userId: user.id, type: 'security', title, message: 'm', ...more });
  const list = async (as: TestUser, query = '') => (await portal.fetch(`/api/notifications${query}`, { as })).body;
  const titles = async (as: TestUser, query = ''): Promise<string[]> =>
    (await list(as, query)).notifications.map(({ title }: { title: string }) => title);

  it('are listed newest first, as the specification prints them', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const first = await notify(ada, 'one');
    await notify(bob, 'for bob');
    await notify(ada, 'two', { link: '/settings/security' });
    const answer = await list(ada);
    expect(answer).toEqual({
      notifications: [
        expect.objectContaining({ title: 'two', link: '/settings/security' }),
        {
          ...{ id: first, type: 'security', title: 'one', message: 'm', link: null, is_read: false },
          created_at: expect.stringMatching(/^\d{4}-.*Z$/),
        },
      ],
      unread_count: 2,
    });
  });

  it('are read one by one or all at once, and deleted, by nobody but their owner', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [one, two, three] = [await notify(ada, 'one'), await notify(ada, 'two'), await notify(ada, 'three')];
    const post = (path: string, as: TestUser) => portal.fetch(`/api/notifications/${path}`, { as, method: 'POST' });

    expect(await post(`${one}/read`, ada)).toMatchObject({ status: 200, body: { success: true } });
    expect((await post(`${one}/read`, ada)).status).toBe(200);
    expect(await titles(ada, '?unread=1')).toEqual(['three', 'two']);
    expect(await post(`${two}/read`, bob)).toMatchObject({ status: 404, body: { code: 'notification.not_found' } });
    expect((await post('read-all', bob)).body).toEqual({ success: true, count: 0 });
    expect((await list(ada)).unread_count).toBe(2);

    expect((await post('read-all', ada)).body).toEqual({ success: true, count: 2 });
    const remove = { as: ada, method: 'DELETE' };
    expect((await portal.fetch(`/api/notifications/${three}`, remove)).body).toEqual({ success: true });
    expect((await portal.fetch(`/api/notifications/${three}`, remove)).status).toBe(404);
    expect(await list(ada)).toMatchObject({ notifications: [{ title: 'two', is_read: true }, {}], unread_count: 0 });
  });

  it('come in pages', async () => {
    const ada = await portal.make.user();
    for (const title of ['a', 'b', 'c']) await notify(ada, title);
    const { notifications } = await list(ada, '?limit=2');
    expect(notifications).toHaveLength(2);
    expect(await titles(ada, `?before=${notifications[1].id}`)).toEqual(['a']);
    expect((await portal.fetch('/api/notifications?limit=x', { as: ada })).status).toBe(400);
  });

  it('tell the same once', async () => {
    const ada = await portal.make.user();
    expect(await notify(ada, 'once', { cause: 'thing:1' })).toBeTypeOf('number');
    expect(await notify(ada, 'again', { cause: 'thing:1' })).toBeUndefined();
    expect(await notify({ ...ada, id: 999_999 }, 'nobody')).toBeUndefined();
    expect(await titles(ada)).toEqual(['once']);
  });

  it('are pushed to the web app as a hint without words', async () => {
    const ada = await portal.make.user();
    const socket = io(portal.url, {
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${ada.token}` },
      forceNew: true,
    });
    sockets.push(socket);
    const frames: LiveFrame[] = [];
    socket.on('live', (frame: LiveFrame) => frames.push(frame));
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    await notify(ada, 'secret words');
    await eventually('a frame', () => frames.length === 1);
    await portal.fetch('/api/notifications/read-all', { as: ada, method: 'POST' });
    await eventually('another frame', () => frames.length === 2);
    expect(frames).toEqual([
      { topic: 'notifications.changed', data: { unread_count: 1 } },
      { topic: 'notifications.changed', data: { unread_count: 0 } },
    ]);
  });

  it('stand sealed in the database', async () => {
    await notify(await portal.make.user(), 'unmistakable');
    const { manager } = portal.get(DataSource);
    const rows = await manager.query(`SELECT count(*)::int AS count FROM notifications n WHERE n::text ~ 'unmistakable'
      OR position('unmistakable'::bytea in content) > 0`);
    expect(rows).toEqual([{ count: 0 }]);
  });

  describe('of security', () => {
    const pinned = (userId: number | null) => ({
      ...{
        owner_kind: userId === null ? ('service' as const) : ('connection' as const),
        owner_id: '1',
        user_id: userId,
      },
      ...{ host: 'box', port: 22, fingerprint: 'SHA256:abc', first_use: true },
    });

    it('say that a host key was met, to the owner of the connection or to administrators', async () => {
      const [ada, admin] = await Promise.all([portal.make.user(), portal.make.user({ role: 'admin' })]);
      const { manager } = portal.get(DataSource);
      await portal.get(EventBus).publish(HostKeyPinned, pinned(ada.id), manager);
      await portal.get(EventBus).publish(HostKeyPinned, pinned(null), manager);
      await eventually(
        'the notifications',
        async () => (await titles(ada)).length + (await titles(admin)).length === 2,
      );
      expect(await list(ada)).toMatchObject({
        notifications: [{ type: 'security', title: 'New host key', link: '/connections' }],
      });
      expect(await list(admin)).toMatchObject({ notifications: [{ link: '/admin/services' }] });
    });

    it('say that two-factor authentication was reset', async () => {
      const [ada, admin] = await Promise.all([portal.make.user(), portal.make.user({ role: 'admin' })]);
      await portal.fetch(`/api/admin/users/${ada.id}/2fa/reset`, { as: admin, method: 'POST' });
      ada.token = (await portal.make.session(ada.id)).token;
      await eventually('the notification', async () => (await titles(ada)).length === 1);
      expect(await titles(ada)).toEqual(['Two-factor authentication is off']);
    });
  });
});
