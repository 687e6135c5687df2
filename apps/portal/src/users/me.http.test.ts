import { describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { PublicStats } from './public-stats.js';

describe('the own profile', () => {
  const portal = usePortal();
  const put = (as: TestUser, what: string, body: unknown) =>
    portal.fetch(`/api/me/${what}`, { as, method: 'PUT', body });

  it('says who one is', async () => {
    const ada = await portal.make.user({ username: 'ada', scopes: 'access:ssh' });
    expect((await portal.fetch('/api/me', { as: ada })).body).toEqual({
      id: ada.id,
      username: 'ada',
      is_admin: false,
      role: 'user',
      scopes: 'access:ssh',
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      totp_enabled: false,
      has_password: true,
      nickname: null,
      avatar: { color: null, emoji: null, initials: null },
      status: 'offline',
      status_message: null,
      anonymous: false,
    });
  });

  it('takes a status and keeps its message until it is cleared', async () => {
    const ada = await portal.make.user();
    expect((await put(ada, 'status', { status: 'busy', status_message: ' in a meeting ' })).body).toEqual({
      status: 'busy',
      status_message: 'in a meeting',
    });
    expect((await put(ada, 'status', { status: 'dnd' })).body.status_message).toBe('in a meeting');
    expect((await put(ada, 'status', { status: 'away', status_message: '' })).body.status_message).toBeNull();
    for (const body of [{}, { status: 'asleep' }, { status: 1 }, { status: 'away', status_message: 'x'.repeat(101) }]) {
      expect((await put(ada, 'status', body)).status).toBe(400);
    }
  });

  it('takes a nickname that is nobody else’s name', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user({ username: 'bob' })]);
    expect((await put(ada, 'nickname', { nickname: 'Jürgen der 2-te' })).body).toEqual({ nickname: 'Jürgen der 2-te' });
    expect((await put(ada, 'nickname', { nickname: 'BOB' })).body.code).toBe('user.name_taken');
    expect((await put(bob, 'nickname', { nickname: 'Bob' })).status).toBe(200);
    expect((await put(ada, 'nickname', { nickname: '' })).body).toEqual({ nickname: null });
    for (const nickname of ['x', '-dash', 'a\nb', '<script>', 'x'.repeat(33), 5, undefined]) {
      expect((await put(ada, 'nickname', { nickname })).status).toBe(400);
    }
  });

  it('takes an avatar piece by piece', async () => {
    const ada = await portal.make.user();
    const avatar = async (body: object) => (await put(ada, 'avatar', body)).body.avatar;
    expect(await avatar({ color: '#3B82f6' })).toEqual({ color: '#3B82f6', emoji: null, initials: null });
    expect(await avatar({ emoji: '👩‍🚀' })).toEqual({ color: '#3B82f6', emoji: '👩‍🚀', initials: null });
    expect(await avatar({ emoji: '🇩🇪' })).toMatchObject({ emoji: '🇩🇪' });
    expect(await avatar({ emoji: null, initials: 'al' })).toEqual({ color: '#3B82f6', emoji: null, initials: 'AL' });
    for (const body of [
      { color: 'red' },
      { color: '#12345' },
      { emoji: 'a' },
      { emoji: '🚀🚀' },
      { initials: 'abc' },
    ]) {
      expect((await put(ada, 'avatar', body)).body).toMatchObject({
        status: 400,
        details: [{ field: Object.keys(body)[0] }],
      });
    }
  });

  it('switches anonymous mode', async () => {
    const ada = await portal.make.user();
    expect((await put(ada, 'anonymous', { anonymous: true })).body).toEqual({ anonymous: true });
    expect((await portal.fetch('/api/me', { as: ada })).body.anonymous).toBe(true);
    expect((await put(ada, 'anonymous', { anonymous: 'yes' })).status).toBe(400);
    expect((await put(ada, 'anonymous', [])).status).toBe(400);
  });
});

describe('public stats', () => {
  const portal = usePortal();

  it('are what the features count, for whoever is signed in', async () => {
    const ada = await portal.make.user();
    const read = async () => (await portal.fetch('/api/stats/public', { as: ada })).body;
    const before = await read();
    expect(before).toEqual({ live_streams: expect.any(Number), online_users: expect.any(Number) });
    portal.get(PublicStats).register('live_streams', async () => 3);
    expect((await read()).live_streams).toBe(before.live_streams + 3);
    expect((await portal.fetch('/api/stats/public')).status).toBe(401);
  });
});
