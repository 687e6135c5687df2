import { DataSource } from 'typeorm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { eventually, principalOf, type TestUser, usePortal } from '#libs/testing';
import { SanctionImposed, SanctionLifted } from './moderation.events.js';
import { Sanctions } from './sanctions.service.js';

describe('moderation', () => {
  const portal = usePortal();
  let admin: TestUser;
  let moderator: TestUser;
  let ada: TestUser;
  let room: number;
  let otherRoom: number;

  const channel = async (name: string): Promise<number> =>
    (await portal.fetch('/api/chat/channels', { as: admin, body: { name } })).body.id;

  beforeAll(async () => {
    [admin, moderator] = await Promise.all([
      portal.make.user({ role: 'admin' }),
      portal.make.user({ role: 'moderator' }),
    ]);
    room = await channel('one');
    otherRoom = await channel('another');
  });
  beforeEach(async () => {
    ada = await portal.make.user();
  });

  const act = (verb: string, body: object, as: TestUser | string | undefined = moderator) =>
    portal.fetch(`/api/admin/moderation/${verb}`, { as, body });
  const inForce = async (query: string) =>
    (await portal.fetch(`/api/admin/moderation?${query}`, { as: moderator })).body.sanctions;

  const refusal = (ask: () => void): { code: string; details: unknown } | undefined => {
    try {
      ask();
    } catch (error) {
      const { code, details } = error as DomainError;
      return { code, details };
    }
    return undefined;
  };
  const entry = (roomId = room) => refusal(() => portal.get(Sanctions).requireEntry(ada.id, roomId))?.code;
  const voice = (roomId = room) => refusal(() => portal.get(Sanctions).requireVoice(ada.id, roomId))?.code;

  it('keeps a muted user from speaking, everywhere or in one channel, until it is lifted', async () => {
    const { status, body } = await act('mute', { user_id: ada.id, reason: ' spam ' });
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(Number),
      user_id: ada.id,
      username: ada.username,
      kind: 'mute',
      room_id: null,
      until: null,
      reason: 'spam',
      imposed_by: moderator.username,
      created_at: expect.stringMatching(/Z$/),
    });
    expect([entry(), voice(room), voice(otherRoom)]).toEqual([undefined, 'chat.muted', 'chat.muted']);
    expect(await inForce(`user_id=${ada.id}`)).toEqual([body]);

    expect((await act('unmute', { user_id: ada.id, room_id: room })).body.code).toBe('sanction.not_found');
    expect((await act('unmute', { user_id: ada.id })).body).toEqual({ success: true });
    expect(voice()).toBeUndefined();
    await act('mute', { user_id: ada.id, room_id: room });
    expect([voice(room), voice(otherRoom)]).toEqual(['chat.muted', undefined]);
  });

  it('keeps a banned user out of chat and in the portal', async () => {
    await act('ban', { user_id: ada.id, room_id: room, minutes: 5 });
    expect([entry(room), voice(room), entry(otherRoom)]).toEqual(['chat.banned', 'chat.banned', undefined]);
    await act('ban', { user_id: ada.id });
    expect(entry(otherRoom)).toBe('chat.banned');
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(200);
    expect((await act('unban', { user_id: ada.id })).status).toBe(200);
    expect([entry(room), entry(otherRoom)]).toEqual(['chat.banned', undefined]);
    expect((await act('unban', { user_id: ada.id, room_id: room })).status).toBe(200);
    expect((await act('unban', { user_id: ada.id, room_id: room })).status).toBe(404);
    expect(entry()).toBeUndefined();
  });

  it('times somebody out for some minutes, and tells them until when and why', async () => {
    const { body } = await act('timeout', { user_id: ada.id, minutes: 40_320, reason: 'calm down' });
    const minutes = (Date.parse(body.until) - Date.parse(body.created_at)) / 60_000;
    expect(Math.round(minutes)).toBe(40_320);
    expect(refusal(() => portal.get(Sanctions).requireVoice(ada.id, room))).toEqual({
      code: 'chat.muted',
      details: { kind: 'timeout', until: body.until, reason: 'calm down', room_id: null },
    });
    await act('timeout', { user_id: ada.id, minutes: 1 });
    expect(await inForce(`user_id=${ada.id}`)).toHaveLength(1);
    expect((await act('untimeout', { user_id: ada.id })).status).toBe(200);
    expect(await inForce(`user_id=${ada.id}`)).toEqual([]);
  });

  it('ends by itself', async () => {
    const until = new Date(Date.now() + 300);
    await portal.get(Sanctions).impose({ kind: 'timeout', userId: ada.id, roomId: null, until, reason: '', by: null });
    expect(voice()).toBe('chat.muted');
    await eventually('the end', () => voice() === undefined);
    expect(Date.now()).toBeGreaterThanOrEqual(until.getTime());
    expect(await inForce(`user_id=${ada.id}`)).toEqual([]);
    expect((await act('untimeout', { user_id: ada.id })).body.code).toBe('sanction.not_found');
  });

  it('names the longest of several that hold', async () => {
    await act('timeout', { user_id: ada.id, minutes: 60 });
    await act('mute', { user_id: ada.id, room_id: room, reason: 'for good' });
    const { details } = refusal(() => portal.get(Sanctions).requireVoice(ada.id, room))!;
    expect(details).toMatchObject({ kind: 'mute', until: null, reason: 'for good' });
  });

  it('is of channels that are there', async () => {
    const { body: direct } = await portal.fetch('/api/dm/conversations', { as: ada, body: { user_id: admin.id } });
    for (const room_id of [2_000_000_000, direct.id]) {
      expect((await act('mute', { user_id: ada.id, room_id })).body).toMatchObject({
        status: 404,
        code: 'channel.not_found',
      });
      expect((await act('unmute', { user_id: ada.id, room_id })).body).toMatchObject({ code: 'sanction.not_found' });
    }
  });

  it('reaches only those below, and nobody their own account', async () => {
    const peer = await portal.make.user({ role: 'moderator' });
    for (const user of [peer, admin]) {
      expect((await act('mute', { user_id: user.id })).body).toMatchObject({ status: 403, code: 'access.denied' });
    }
    expect((await act('ban', { user_id: moderator.id })).body).toMatchObject({ status: 400, code: 'user.self' });
    expect((await act('mute', { user_id: peer.id }, admin)).status).toBe(200);
    expect((await act('unmute', { user_id: peer.id })).body.code).toBe('access.denied');
    expect((await act('unmute', { user_id: peer.id }, peer)).body.code).toBe('user.self');
    const second = await portal.make.user({ role: 'admin' });
    expect((await act('ban', { user_id: second.id }, admin)).body.code).toBe('access.denied');
    expect((await act('ban', { user_id: 2_000_000_000 })).body.code).toBe('user.not_found');
  });

  it('goes by the role of now, not of yesterday', async () => {
    await act('mute', { user_id: ada.id });
    await portal.fetch(`/api/admin/users/${ada.id}`, { as: admin, method: 'PUT', body: { role: 'moderator' } });
    expect((await act('unmute', { user_id: ada.id })).body.code).toBe('access.denied');
  });

  it('leaves one sanction when two moderators impose at once', async () => {
    const answers = await Promise.all([1, 2, 3].map((minutes) => act('mute', { user_id: ada.id, minutes })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await inForce(`user_id=${ada.id}`)).toHaveLength(1);
  });

  it('is in the audit log, with its reason sealed', async () => {
    await act('ban', { user_id: ada.id, room_id: room, reason: 'insulting everybody' });
    await act('unban', { user_id: ada.id, room_id: room });
    await act('timeout', { user_id: ada.id, minutes: 5 });
    await act('untimeout', { user_id: ada.id });
    const { body } = await portal.fetch(`/api/admin/audit-log?target=${ada.username}`, { as: moderator });
    const actor = { user_id: moderator.id, name: moderator.username };
    const target = { user_id: ada.id, name: ada.username };
    expect(body.entries).toMatchObject([
      { action: 'user.timeout_lifted', actor, target, room_id: null },
      { action: 'user.timed_out', actor, target, room_id: null, details: { until: expect.any(String), reason: '' } },
      { action: 'user.unbanned', actor, target, room_id: room },
      { action: 'user.banned', actor, target, room_id: room, details: { until: null, reason: 'insulting everybody' } },
    ]);
  });

  it('is told to every process', async () => {
    const told: object[] = [];
    const bus = portal.get(EventBus);
    for (const event of [SanctionImposed, SanctionLifted]) {
      bus.onEverywhere<{ user_id: number }>(event, (news) => void (news.user_id === ada.id && told.push(news)));
    }
    await act('mute', { user_id: ada.id, room_id: room });
    await act('unmute', { user_id: ada.id, room_id: room });
    await eventually('both', () => told.length === 2);
    const news = { user_id: ada.id, room_id: room, kind: 'mute' };
    expect(told).toEqual([{ ...news, until: null }, news]);
  });

  it("takes part in the caller's transaction", async () => {
    const by = principalOf({
      userId: moderator.id,
      username: moderator.username,
      role: 'moderator',
      credential: { kind: 'session', id: moderator.sessionId, cookie: false },
    });
    const ban = { kind: 'ban', userId: ada.id, roomId: room, until: null, reason: '', by } as const;
    await expect(
      portal.get(DataSource).transaction(async (tx) => {
        await portal.get(Sanctions).impose(ban, tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await inForce(`user_id=${ada.id}`)).toEqual([]);
    await portal.get(DataSource).transaction((tx) => portal.get(Sanctions).impose(ban, tx));
    await eventually('the ban to be known', () => entry() === 'chat.banned');
    await portal.get(DataSource).transaction((tx) => portal.get(Sanctions).lift(ban, tx));
    await eventually('its end to be known', () => entry() === undefined);
  });

  it('is listed newest first, by user, room and kind, page by page', async () => {
    const bob = await portal.make.user();
    const room_id = await channel('of-the-list');
    for (const user_id of [ada.id, bob.id]) {
      await act('mute', { user_id, room_id });
      await act('ban', { user_id, room_id });
    }
    const kinds = async (query: string) =>
      (await inForce(`room_id=${room_id}&${query}`)).map(
        ({ kind, user_id }: { kind: string; user_id: number }) => `${kind} ${user_id === ada.id ? 'ada' : 'bob'}`,
      );
    expect(await kinds('')).toEqual(['ban bob', 'mute bob', 'ban ada', 'mute ada']);
    expect(await kinds('kind=mute')).toEqual(['mute bob', 'mute ada']);
    expect(await kinds(`user_id=${ada.id}`)).toEqual(['ban ada', 'mute ada']);
    const page = await portal.fetch(`/api/admin/moderation?room_id=${room_id}&limit=3`, { as: moderator });
    expect(page.body.sanctions).toHaveLength(3);
    expect(await kinds(`cursor=${page.body.next_cursor}`)).toEqual(['mute ada']);
  });

  it.each([
    ['timeout', { minutes: 0 }, 'minutes'],
    ['timeout', { minutes: 40_321 }, 'minutes'],
    ['timeout', {}, 'minutes'],
    ['mute', { minutes: 1.5 }, 'minutes'],
    ['ban', { room_id: 0 }, 'room_id'],
    ['ban', { reason: 'x'.repeat(301) }, 'reason'],
    ['unban', { user_id: '1' }, 'user_id'],
  ])('refuses %s with %j', async (verb, body, field) => {
    expect((await act(verb, { user_id: ada.id, ...body })).body).toMatchObject({ status: 400, details: [{ field }] });
  });

  it('is for moderators and administrators', async () => {
    const verbs = ['timeout', 'mute', 'ban', 'untimeout', 'unmute', 'unban'];
    for (const verb of verbs) {
      const body = { user_id: ada.id, minutes: 1 };
      expect((await portal.fetch(`/api/admin/moderation/${verb}`, { body })).status).toBe(401);
      expect((await act(verb, body, ada)).body.code).toBe('access.denied');
      expect((await act(verb, body, await portal.make.apiKey(moderator.id, 'admin:read'))).body.code).toBe(
        'access.scope',
      );
    }
    expect((await act('mute', { user_id: ada.id }, await portal.make.apiKey(moderator.id, 'admin:write'))).status).toBe(
      200,
    );
  });
});

describe('moderation in two processes', () => {
  const portal = usePortal();

  it('binds the other one too, also by what was there before it started', async () => {
    const [moderator, ada] = [await portal.make.user({ role: 'moderator' }), await portal.make.user()];
    const send = (url: string, verb: string, body: object) =>
      fetch(`${url}/api/admin/moderation/${verb}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${moderator.token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const [room, otherRoom] = await Promise.all(
      ['one', 'another'].map(async (name) => {
        const { body } = await portal.fetch('/api/chat/channels', { as: moderator, body: { name } });
        return body.id as number;
      }),
    );
    await send(portal.url, 'ban', { user_id: ada.id, room_id: room });
    await portal.stop();
    await portal.start();
    const sanctions = portal.get(Sanctions);
    expect(() => sanctions.requireEntry(ada.id, room!)).toThrow();
    const sibling = (await portal.startSibling())!;
    await send(sibling, 'mute', { user_id: ada.id, room_id: otherRoom });
    const isMute = (): boolean => {
      try {
        sanctions.requireVoice(ada.id, otherRoom!);
        return false;
      } catch {
        return true;
      }
    };
    await eventually('the mute of the other process', isMute);
    await send(sibling, 'unmute', { user_id: ada.id, room_id: otherRoom });
    await eventually('its end', () => !isMute());
  });
});
