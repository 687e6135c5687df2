import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { sha256 } from '#libs/crypto';
import { EventBus } from '#libs/events';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { Room } from '../chat/rooms/room.entity.js';
import { RecordingChunk } from '../vod/recording-chunk.entity.js';
import { RtmpToken } from './publishing/rtmp-token.entity.js';
import { StreamKeys } from './publishing/stream-keys.js';
import { LIVE, Stream } from './stream.entity.js';
import { StreamChanged, type StreamChangedEvent } from './streams.events.js';

const portal = usePortal({ RTMP_PLAIN_ENABLED: 'on', PORTAL_STREAM_HOST: 'stream.example.com' });

const create = async (as: TestUser, body: object = {}) =>
  (await portal.fetch('/api/streams', { as, body: { title: 'My Stream', ...body } })).body;
const rows = () => portal.get(DataSource).manager;

describe('a new stream', () => {
  it('shows its key once, whole, and from then on its beginning', async () => {
    const ada = await portal.make.user();
    const answer = await portal.fetch('/api/streams', { as: ada, body: { title: ' My Stream ', description: 'x' } });
    expect(answer.status).toBe(201);
    const { body } = answer;
    const playback = `${portal.url}/api/stream/${body.playback_key}`;
    expect(body).toEqual({
      id: expect.any(Number),
      title: 'My Stream',
      description: 'x',
      owner_id: ada.id,
      owner: ada.username,
      is_live: 0,
      live_since: null,
      is_public: true,
      viewer_count: 0,
      chat_channel_id: expect.any(Number),
      playback_key: expect.stringMatching(/^pub_[\w-]{24}$/),
      playback_urls: { hls: `${playback}/hls/index.m3u8`, webrtc: `${playback}/webrtc/whep` },
      has_thumbnail: false,
      thumbnail_url: `${playback}/thumbnail`,
      created_at: expect.stringMatching(/Z$/),
      stream_key: expect.stringMatching(/^live_[\w-]{32}$/),
      rtmp_enabled: false,
      publish_urls: {
        rtmps: 'rtmps://stream.example.com:1936/live',
        rtmp: 'rtmp://stream.example.com:1935/live',
        rtsps: `rtsps://stream.example.com:8322/live/${body.stream_key}`,
        whip: `${portal.url}/api/stream/${body.stream_key}/webrtc/whip`,
      },
    });

    const hint = `${body.stream_key.slice(0, 9)}…`;
    const listed = (await portal.fetch('/api/streams', { as: ada })).body.streams;
    expect(listed).toEqual([expect.objectContaining({ id: body.id, stream_key: hint, is_live: 0 })]);
    expect(JSON.stringify(listed)).not.toContain(body.stream_key);
    const [stored] = await rows().findBy(Stream, { id: body.id });
    expect(stored!.keyHash).toEqual(sha256(body.stream_key));
    expect(stored!.publishKey.includes(body.stream_key)).toBe(false);
    expect(await portal.get(StreamKeys).open(stored!)).toBe(body.stream_key);
  });

  it('gets a chat channel that is called as it is, seen by whom may see it, moderated by its owner', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id, chat_channel_id } = await create(ada, { title: 'Friday Night!' });
    const twin = await create(bob, { title: 'friday night' });
    const secret = await create(ada, { title: 'Just Us', is_public: false });

    const seen = async (as: TestUser) => {
      const { channels } = (await portal.fetch('/api/chat/channels', { as })).body;
      return Object.fromEntries(channels.map((channel: { id: number }) => [channel.id, channel]));
    };
    expect((await seen(bob))[chat_channel_id]).toMatchObject({ name: 'friday-night', is_stream_channel: true });
    expect((await seen(bob))[twin.chat_channel_id]).toMatchObject({ name: 'friday-night-2' });
    expect((await seen(bob))[secret.chat_channel_id]).toBeUndefined();
    expect((await seen(ada))[secret.chat_channel_id]).toMatchObject({ name: 'just-us', visibility: 'private' });
    const members = await portal.fetch(`/api/chat/channels/${chat_channel_id}/members`, { as: ada });
    expect(members.body.members).toMatchObject([{ user_id: ada.id, role: 'moderator' }]);

    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { title: 'Friday', is_public: false } });
    expect((await seen(ada))[chat_channel_id]).toMatchObject({ name: 'friday', visibility: 'private' });
    expect((await seen(bob))[chat_channel_id]).toBeUndefined();
    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { is_public: true } });
    expect((await seen(bob))[chat_channel_id]).toMatchObject({ name: 'friday' });
  });

  it('is refused when there are 50, also of two that come at once', async () => {
    const ada = await portal.make.user();
    const limit = LIMITS.streamsPerUser;
    for (let n = 1; n < limit; n++) await create(ada);
    const both = await Promise.all([1, 2].map(() => portal.fetch('/api/streams', { as: ada, body: { title: 'x' } })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)!.body).toMatchObject({ code: 'stream.limit' });
    expect((await portal.fetch('/api/streams', { as: ada })).body.streams).toHaveLength(limit);
  }, 30_000);
});

describe('streams of others', () => {
  it('are there when they are public, without what is their owner’s', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const shown = await create(ada);
    const hidden = await create(ada, { is_public: false });
    const seen = await portal.fetch(`/api/streams/${shown.id}`, { as: bob });
    expect(seen.status).toBe(200);
    expect(Object.keys(seen.body)).not.toEqual(
      expect.arrayContaining(['stream_key', 'publish_urls', 'rtmp_enabled', 'key_hint']),
    );
    expect(JSON.stringify(seen.body)).not.toContain(shown.stream_key.slice(0, 9));
    for (const [method, path] of [
      ['GET', ''],
      ['PUT', ''],
      ['DELETE', ''],
      ['POST', '/regenerate-key'],
      ['GET', '/relays'],
    ]) {
      const answer = await portal.fetch(`/api/streams/${hidden.id}${path}`, {
        as: bob,
        method: method!,
        ...(method === 'PUT' && { body: { title: 'mine' } }),
      });
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404, body: { code: 'stream.not_found' } });
    }
    const change = await portal.fetch(`/api/streams/${shown.id}`, { as: bob, method: 'PUT', body: { title: 'mine' } });
    expect(change.status).toBe(404);
  });

  it('are listed when public, those on the air first; only those when asked for open ones', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const [off, on, hidden] = [await create(ada), await create(ada), await create(ada, { is_public: false })];
    await rows().update(Stream, [on.id, hidden.id], { isLive: LIVE, liveSince: new Date() });
    const ids = async (path: string) =>
      (await portal.fetch(path, { as: bob })).body.streams.map(({ id }: { id: number }) => id);
    const listed = await ids('/api/streams/public');
    expect(listed).toEqual(expect.arrayContaining([on.id, off.id]));
    expect(listed).not.toContain(hidden.id);
    expect(listed.indexOf(on.id)).toBeLessThan(listed.indexOf(off.id));
    expect(await ids('/api/streams/open')).toEqual([on.id]);
    expect((await portal.fetch('/api/stats/public', { as: bob })).body.live_streams).toBe(1);
    await rows().update(Stream, [on.id, hidden.id], { isLive: 0, liveSince: null });
  });
});

describe('the key of a stream', () => {
  it('is replaced, and of two who do it at once one has the key that counts', async () => {
    const ada = await portal.make.user();
    const { id, stream_key } = await create(ada);
    const changes: StreamChangedEvent[] = [];
    portal.get(EventBus).onEverywhere(StreamChanged, (event) => {
      if (event.stream_id === id && event.change !== 'created') changes.push(event);
    });
    const path = `/api/streams/${id}/regenerate-key`;
    const both = await Promise.all([1, 2].map(() => portal.fetch(path, { as: ada, method: 'POST' })));
    const keys = both.map(({ body }) => body.stream_key);
    expect(new Set([stream_key, ...keys]).size).toBe(3);
    const [stored] = await rows().findBy(Stream, { id });
    const counting = keys.filter((key) => stored!.keyHash.equals(sha256(key)));
    expect(counting).toEqual([await portal.get(StreamKeys).open(stored!)]);
    expect(stored!.keyHint).toBe(`${counting[0].slice(0, 9)}…`);
    await eventually('both events', () => changes.length === 2);
    expect(changes).toEqual(changes.map(() => ({ stream_id: id, owner_id: ada.id, change: 'key' })));
  });
});

describe('a token for plain RTMP', () => {
  it('is given for 15 minutes, stored as its hash, and needs the switch of the stream', async () => {
    const ada = await portal.make.user();
    const { id } = await create(ada);
    const path = `/api/streams/${id}/rtmp-token`;
    expect(await portal.fetch(path, { as: ada, method: 'POST' })).toMatchObject({
      status: 409,
      body: { code: 'stream.rtmp_disabled' },
    });
    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { rtmp_enabled: true } });
    const { status, body } = await portal.fetch(path, { as: ada, method: 'POST' });
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        token: expect.stringMatching(/^rtmp_[\w-]{32}$/),
        expires_in: 900,
        rtmp_url: 'rtmp://stream.example.com:1935/live',
      },
    });
    const [stored] = await rows().findBy(RtmpToken, { streamId: id });
    expect(stored).toMatchObject({ hash: sha256(body.token), sessionId: null });
    expect(Math.abs(stored!.expiresAt.getTime() - Date.now() - 900_000)).toBeLessThan(10_000);

    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { rtmp_enabled: false } });
    expect(await rows().countBy(RtmpToken, { streamId: id })).toBe(0);
  });

  it('never is one of very many', async () => {
    const ada = await portal.make.user();
    const { id } = await create(ada, { rtmp_enabled: true });
    for (let n = 0; n < 12; n++) await portal.fetch(`/api/streams/${id}/rtmp-token`, { as: ada, method: 'POST' });
    expect(await rows().countBy(RtmpToken, { streamId: id })).toBe(10);
  });
});

describe('a deleted stream', () => {
  it('takes its channel with it and leaves its recordings', async () => {
    const ada = await portal.make.user();
    const { id, chat_channel_id } = await create(ada);
    await rows().insert(RecordingChunk, {
      ...{ userId: ada.id, streamId: id, sessionId: '1', localPath: '1/chunk_000.mkv', remoteName: 'My/chunk_000.mkv' },
      ...{ bytes: '1', sha256: Buffer.alloc(32), duration: 1 },
    });
    const removed = await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'DELETE' });
    expect(removed).toMatchObject({ status: 200, body: { success: true } });
    expect(await rows().existsBy(Room, { id: chat_channel_id })).toBe(false);
    expect(await rows().countBy(RecordingChunk, { streamId: id })).toBe(1);
    expect((await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'DELETE' })).status).toBe(404);
  });

  it('is also that of an account that is gone', async () => {
    const [ada, admin] = [await portal.make.user(), await portal.make.user({ role: 'admin' })];
    const { id, chat_channel_id } = await create(ada);
    const kept = await create(admin);
    await portal.fetch(`/api/admin/users/${ada.id}`, { as: admin, method: 'DELETE' });
    expect(await rows().existsBy(Stream, { id })).toBe(false);
    await eventually('the end of the channel', async () => !(await rows().existsBy(Room, { id: chat_channel_id })));
    expect(await rows().existsBy(Room, { id: kept.chat_channel_id })).toBe(true);
  });

  it('survives its channel', async () => {
    const [ada, admin] = [await portal.make.user(), await portal.make.user({ role: 'admin' })];
    const { id, chat_channel_id } = await create(ada);
    await portal.fetch(`/api/admin/channels/${chat_channel_id}`, { as: admin, method: 'DELETE' });
    await eventually('the stream without it', async () => {
      const { body } = await portal.fetch(`/api/streams/${id}`, { as: ada });
      return body.chat_channel_id === null;
    });
    const change = await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { title: 'Other' } });
    expect(change).toMatchObject({ status: 200, body: { title: 'Other', chat_channel_id: null } });
  });
});

describe('bans from the chat of a stream', () => {
  it('are its owner’s, against equals too, but not against higher roles', async () => {
    const ada = await portal.make.user();
    const [bob, mod] = [await portal.make.user(), await portal.make.user({ role: 'moderator' })];
    const { id } = await create(ada);
    const path = `/api/streams/${id}/bans`;
    const ban = { user_id: bob.id, username: bob.username, reason: 'spam', banned_by: ada.username, until: null };
    const added = await portal.fetch(path, { as: ada, body: { user_id: bob.id, reason: 'spam' } });
    expect(added).toMatchObject({ status: 201, body: ban });
    expect((await portal.fetch(path, { as: ada, body: { user_id: bob.id, reason: 'spam' } })).status).toBe(201);
    expect((await portal.fetch(path, { as: ada })).body.bans).toMatchObject([ban]);

    const denied = await portal.fetch(path, { as: ada, body: { user_id: mod.id } });
    expect(denied).toMatchObject({ status: 403, body: { code: 'access.denied' } });
    expect((await portal.fetch(path, { as: ada, body: { user_id: ada.id } })).body.code).toBe('user.self');
    expect((await portal.fetch(path, { as: bob, body: { user_id: ada.id } })).body.code).toBe('stream.not_found');
    expect((await portal.fetch(path, { as: mod })).status).toBe(404);

    expect((await portal.fetch(`${path}/${bob.id}`, { as: ada, method: 'DELETE' })).body).toEqual({ success: true });
    expect((await portal.fetch(path, { as: ada })).body.bans).toEqual([]);
    expect((await portal.fetch(`${path}/${bob.id}`, { as: ada, method: 'DELETE' })).status).toBe(404);
  });
});
