import type { Type } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { Keyring } from '#libs/crypto';
import { type TestUser, usePortal } from '#libs/testing';
import { StreamRelay } from './stream-relay.entity.js';

const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.1/32' });

const RELAY = { platform: 'twitch', name: 'Mine', rtmp_url: 'rtmp://127.0.0.1:20002/app', stream_key: 'top secret' };

const stream = async (as: TestUser): Promise<string> => {
  const { body } = await portal.fetch('/api/streams', { as, body: { title: 'Show' } });
  return `/api/streams/${body.id}/relays`;
};

describe('relays', () => {
  it('go to the platforms of the list', async () => {
    const { body } = await portal.fetch('/api/relay-platforms', { as: await portal.make.user() });
    expect(body.platforms).toEqual([
      { id: 'twitch', name: 'Twitch', default_url: 'rtmp://live.twitch.tv/app' },
      { id: 'youtube', name: 'YouTube', default_url: 'rtmp://a.rtmp.youtube.com/live2' },
      { id: 'kick', name: 'Kick', default_url: 'rtmps://fa723fc1b171.global-contribute.live-video.net/app' },
      { id: 'portal', name: 'Portal', default_url: '' },
      { id: 'custom', name: 'Custom', default_url: '' },
    ]);
  });

  it('keep their key sealed and to themselves', async () => {
    const ada = await portal.make.user();
    const path = await stream(ada);
    const { stream_key, ...shown } = RELAY;
    const added = await portal.fetch(path, { as: ada, body: RELAY });
    expect(added).toMatchObject({
      status: 201,
      body: { ...shown, has_stream_key: true, enabled: true, state: 'off', last_error: null, last_error_at: null },
    });
    const { id } = added.body;
    const { manager } = portal.get(DataSource);
    const keyring = portal.get(Keyring as unknown as Type<Keyring>);
    const open = async () => {
      const { streamKey } = await manager.findOneByOrFail(StreamRelay, { id });
      return keyring.openText(streamKey, { table: 'stream_relays', column: 'stream_key', row: id });
    };
    expect(await open()).toBe(stream_key);

    const renamed = await portal.fetch(`${path}/${id}`, { as: ada, method: 'PUT', body: { name: 'Other' } });
    expect(renamed.body).toMatchObject({ ...shown, name: 'Other', has_stream_key: true });
    expect(await open()).toBe(stream_key);
    await portal.fetch(`${path}/${id}`, { as: ada, method: 'PUT', body: { stream_key: 'newer', enabled: false } });
    expect(await open()).toBe('newer');
    const listed = await portal.fetch(path, { as: ada });
    expect(listed.body.relays).toMatchObject([{ id, enabled: false }]);
    expect(JSON.stringify(listed.body)).not.toMatch(/newer|secret/);

    expect((await portal.fetch(`${path}/${id}`, { as: ada, method: 'DELETE' })).body).toEqual({ success: true });
    expect((await portal.fetch(`${path}/${id}`, { as: ada, method: 'DELETE' })).body.code).toBe('relay.not_found');
  });

  it('are ten at most, also of two that come at once', async () => {
    const ada = await portal.make.user();
    const path = await stream(ada);
    for (let n = 0; n < 9; n++) await portal.fetch(path, { as: ada, body: RELAY });
    const both = await Promise.all([1, 2].map(() => portal.fetch(path, { as: ada, body: RELAY })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await portal.fetch(path, { as: ada })).body.relays).toHaveLength(10);
  });

  it('are kept when their name cannot be resolved now: whoever dials asks again', async () => {
    const ada = await portal.make.user();
    const { body: stream } = await portal.fetch('/api/streams', { as: ada, body: { title: 'Away' } });
    const body = { ...RELAY, rtmp_url: 'rtmp://nowhere.invalid/app' };
    expect((await portal.fetch(`/api/streams/${stream.id}/relays`, { as: ada, body })).status).toBe(201);
  });

  it.each([
    ['https://live.twitch.tv/app', 400, 'request.invalid'],
    ['rtmp://', 400, 'request.invalid'],
    ['rtmp:///app', 400, 'request.invalid'],
    ['rtmp://user:pass@127.0.0.1/app', 400, 'request.invalid'],
    ['rtmp://127.0.0.1:99999/app', 400, 'request.invalid'],
    ['rtmp://169.254.169.254/app', 400, 'target.blocked'],
    ['rtmp://10.1.2.3/app', 400, 'target.blocked'],
    ['rtmps://[::1]/app', 400, 'target.blocked'],
    ['rtmp://0x7f.2/app', 400, 'target.blocked'],
    ['rtmp://%31%30.1.2.3/app', 400, 'request.invalid'],
    ['rtmp://%zz/app', 400, 'request.invalid'],
    ['rtmp://a%2fb/app', 400, 'request.invalid'],
    ['rtmp://127.0.0.1', 400, 'request.invalid'],
  ])('are not sent to %s', async (rtmp_url, status, code) => {
    const ada = await portal.make.user();
    const path = await stream(ada);
    const answer = await portal.fetch(path, { as: ada, body: { ...RELAY, rtmp_url } });
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    const added = await portal.fetch(path, { as: ada, body: RELAY });
    const changed = await portal.fetch(`${path}/${added.body.id}`, { as: ada, method: 'PUT', body: { rtmp_url } });
    expect(changed.body.code).toBe(code);
    expect([answer, changed].map(({ body }) => body.details)).toMatchObject([
      [{ field: 'rtmp_url' }],
      [{ field: 'rtmp_url' }],
    ]);
  });
});
