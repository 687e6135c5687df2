import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { SettingsService } from '../../settings/index.js';
import { MediaNodePeer } from '../nodes/media-node.peer.js';
import { HlsRoad } from './hls-road.js';

const portal = usePortal();
const node = new MediaNodePeer(portal);
beforeAll(async () => {
  await node.open();
  node.file('index.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="avc1.64001f"\nstream.m3u8\n', {
    contentType: 'application/vnd.apple.mpegurl',
  });
  node.file('stream.m3u8', '#EXTM3U\n#EXT-X-TARGETDURATION:2\nseg1.mp4\n', {
    contentType: 'application/vnd.apple.mpegurl',
  });
  node.file('seg1.mp4', 'one segment');
});
afterAll(() => node.close());

interface Created {
  id: number;
  playback_key: string;
  stream_key: string;
}

const create = async (as: TestUser, body: object = {}): Promise<Created> => {
  const created = (await portal.fetch('/api/streams', { as, body: { title: 'Show', ...body } })).body as Created;
  await node.goLive(created.id);
  return created;
};

const playlist = (key: string, query = '') => `/api/stream/${key}/hls/index.m3u8${query}`;
/** The address a player takes from a playlist. */
const variantOf = (path: string, text: string): string => {
  const line = text.split('\n').find((candidate) => candidate !== '' && !candidate.startsWith('#'))!;
  const { pathname, search } = new URL(line, new URL(path, portal.url));
  return pathname + search;
};
const short = () => ({ ...portal.get(HlsRoad).totals });

describe('a public stream', () => {
  it('plays for whoever has its key, from any origin, without a session', async () => {
    const { playback_key } = await create(await portal.make.user());
    const path = playlist(playback_key);
    const multivariant = await portal.fetch(path, { headers: { origin: 'https://player.example' } });
    expect(multivariant.status).toBe(200);
    expect(Object.fromEntries(multivariant.headers)).toMatchObject({
      'content-type': 'application/vnd.apple.mpegurl',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'private, no-cache',
    });
    const variant = variantOf(path, multivariant.body);
    expect(variant).toMatch(new RegExp(`^/api/stream/${playback_key}/hls/stream.m3u8\\?v=view_[\\w-]{50}$`));

    const media = await portal.fetch(variant);
    expect(media.body).toContain('#EXT-X-TARGETDURATION:2');
    expect(media.headers.get('cache-control')).toBe('no-cache');
    const before = short();
    const again = await portal.fetch(`${variant}&_HLS_msn=3&_HLS_part=1`);
    const segment = await portal.fetch(variantOf(variant, again.body));
    expect(short().answered - before.answered).toBe(2);
    expect(segment.body).toBe('one segment');
    expect(Object.fromEntries(segment.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '11',
      'cache-control': 'public, max-age=300, immutable',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    });
    expect(again.headers.get('x-ratelimit-limit')).toBeNull();
  });

  it('also plays by the publish key, which then is in no address of the playlist', async () => {
    const { stream_key, playback_key } = await create(await portal.make.user(), { is_public: false });
    const path = playlist(stream_key);
    const { status, body } = await portal.fetch(path);
    expect(status).toBe(200);
    expect(body).not.toMatch(/live_|pub_/);
    expect((await portal.fetch(variantOf(path, body))).status).toBe(200);
    expect((await portal.fetch(playlist(playback_key))).status).toBe(404);
  });

  it('asks for a session when administrators want it so, also of whoever is watching', async () => {
    const ada = await portal.make.user();
    const { playback_key } = await create(ada);
    const path = playlist(playback_key);
    const variant = variantOf(path, (await portal.fetch(path)).body);
    expect((await portal.fetch(variant)).status).toBe(200);
    await portal.get(SettingsService).update({ streams: { watching_needs_sign_in: true } }, null);
    for (const address of [path, variant, variant.replace('stream.m3u8', 'seg1.mp4').split('?')[0]!]) {
      expect(await portal.fetch(address), address).toMatchObject({ status: 401, body: { code: 'auth.required' } });
    }
    const bob = await portal.make.user();
    const mine = variantOf(path, (await portal.fetch(path, { as: bob })).body);
    expect((await portal.fetch(mine)).body).toContain('seg1.mp4');
    await portal.get(SettingsService).update({ streams: { watching_needs_sign_in: false } }, null);
  });

  it('is gone for whoever watches once it is private or deleted', async () => {
    const ada = await portal.make.user();
    const { id, playback_key } = await create(ada);
    const path = playlist(playback_key);
    const variant = variantOf(path, (await portal.fetch(path)).body);
    expect((await portal.fetch(variant)).status).toBe(200);
    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'PUT', body: { is_public: false } });
    await eventually('the refusal', async () => (await portal.fetch(variant)).status === 404);
    const own = variantOf(path, (await portal.fetch(path, { as: ada })).body);
    expect(own).toMatch(/^\/api\/stream\/view_[\w-]{50}\/hls\/stream\.m3u8$/);
    expect((await portal.fetch(own)).status).toBe(200);
    await portal.fetch(`/api/streams/${id}`, { as: ada, method: 'DELETE' });
    await eventually('the refusal', async () => (await portal.fetch(own)).status === 404);
  });
});

describe('a private stream', () => {
  it('plays for its owner, for administrators and for nobody else', async () => {
    const [ada, bob, mod] = [
      await portal.make.user(),
      await portal.make.user(),
      await portal.make.user({ role: 'moderator' }),
    ];
    const admin = await portal.make.user({ role: 'admin' });
    const { playback_key } = await create(ada, { is_public: false });
    const path = playlist(playback_key);
    for (const as of [ada, admin, await portal.make.apiKey(ada.id, 'streams:read')]) {
      expect((await portal.fetch(path, { as })).status).toBe(200);
    }
    for (const as of [undefined, bob, mod, await portal.make.apiKey(ada.id, 'chat:read')]) {
      expect(await portal.fetch(path, { as })).toMatchObject({ status: 404, body: { code: 'stream.not_found' } });
    }
    const variant = variantOf(path, (await portal.fetch(path, { as: ada })).body);
    const media = await portal.fetch(variant);
    const segment = variantOf(variant, media.body);
    expect(media.headers.get('cache-control')).toBe('private, no-cache');
    expect((await portal.fetch(segment)).headers.get('cache-control')).toBe('private, max-age=300, immutable');
    expect((await portal.fetch(`/api/stream/${playback_key}/hls/seg1.mp4`)).status).toBe(404);
    const last = segment.slice(0, segment.indexOf('/hls/')).slice(-1);
    const forged = segment.replace(`${last}/hls/`, `${last === 'A' ? 'B' : 'A'}/hls/`);
    expect((await portal.fetch(forged)).status).toBe(404);
  });

  it('stops for an account that is disabled', async () => {
    const [ada, admin] = [await portal.make.user(), await portal.make.user({ role: 'admin' })];
    const { playback_key } = await create(ada, { is_public: false });
    const path = playlist(playback_key);
    const variant = variantOf(path, (await portal.fetch(path, { as: ada })).body);
    expect((await portal.fetch(variant)).status).toBe(200);
    await portal.fetch(`/api/admin/users/${ada.id}`, { as: admin, method: 'PUT', body: { disabled: true } });
    await eventually('the refusal', async () => (await portal.fetch(variant)).status === 404);
  });

  it('plays for whoever has a link, until it is revoked or has run out', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id, playback_key } = await create(ada, { is_public: false });
    const shares = `/api/streams/${id}/share`;
    const made = await portal.fetch(shares, { as: ada, body: { expires_in: 3600 } });
    expect(made).toMatchObject({
      status: 201,
      body: { id: expect.any(Number), token: expect.stringMatching(/^[\w-]{32}$/), expires_at: expect.any(String) },
    });
    const { token } = made.body;
    expect(made.body.url).toBe(`${portal.url}/watch/${playback_key}?share=${token}`);
    expect((await portal.fetch(shares, { as: bob, body: {} })).status).toBe(404);

    const path = playlist(playback_key, `?share=${token}`);
    const variant = variantOf(path, (await portal.fetch(path)).body);
    expect((await portal.fetch(variant)).status).toBe(200);
    expect((await portal.fetch(`/api/stream/${playback_key}?share=${token}`)).body).toMatchObject({ title: 'Show' });
    expect(await portal.fetch(playlist(playback_key, '?share=wrong'))).toMatchObject({
      status: 403,
      body: { code: 'share.invalid' },
    });
    const other = await create(ada, { is_public: false });
    expect((await portal.fetch(playlist(other.playback_key, `?share=${token}`))).status).toBe(403);

    const { body } = await portal.fetch(`/api/streams/${id}/shares`, { as: ada });
    expect(body.shares).toEqual([
      { id: made.body.id, expires_at: made.body.expires_at, created_at: expect.any(String) },
    ]);
    const revoked = await portal.fetch(`/api/streams/${id}/shares/${made.body.id}`, { as: ada, method: 'DELETE' });
    expect(revoked.body).toEqual({ success: true });
    await eventually('the refusal', async () => (await portal.fetch(variant)).status === 404);
    expect((await portal.fetch(path)).status).toBe(403);

    const brief = await portal.fetch(shares, { as: ada, body: { expires_in: 60 } });
    const expired = `UPDATE stream_shares SET expires_at = now() - interval '1 second' WHERE id = $1`;
    await portal.get(DataSource).query(expired, [brief.body.id]);
    expect((await portal.fetch(playlist(playback_key, `?share=${brief.body.token}`))).status).toBe(403);
    expect((await portal.fetch(`/api/streams/${id}/shares`, { as: ada })).body.shares).toEqual([]);
  });
});

describe('the files of a stream', () => {
  it('are asked of the node once, however many want them', async () => {
    const { id, playback_key } = await create(await portal.make.user());
    const path = playlist(playback_key);
    const variant = variantOf(path, (await portal.fetch(path)).body);
    let open = (): void => undefined;
    node.gate = new Promise((resolve) => (open = resolve));
    node.asked.length = 0;
    const wanted = [`${variant}&_HLS_msn=7&_HLS_part=2`, `/api/stream/${playback_key}/hls/seg1.mp4`];
    const answers = wanted.flatMap((address) => Array.from({ length: 20 }, () => portal.fetch(address)));
    await eventually('two questions', () => node.asked.length >= 2);
    open();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(node.asked.sort()).toEqual([`hls ${id} seg1.mp4`, `hls ${id} stream.m3u8?_HLS_msn=7&_HLS_part=2`]);
  });

  it.each([
    ['none.mp4', 404, 'file.not_found'],
    ['..%2findex.m3u8', 404, 'file.not_found'],
    ['.hidden', 404, 'file.not_found'],
    [`${'x'.repeat(200)}.mp4`, 404, 'file.not_found'],
  ])('are only those there are: %s', async (file, status, code) => {
    const { playback_key } = await create(await portal.make.user());
    expect(await portal.fetch(`/api/stream/${playback_key}/hls/${file}`)).toMatchObject({ status, body: { code } });
    expect(await portal.fetch(`/api/stream/${playback_key}/hls/${file}?v=x`)).toMatchObject({ status, body: { code } });
  });

  it('are not there when nobody publishes, and the refusal can be read by a page elsewhere', async () => {
    const { body } = await portal.fetch('/api/streams', { as: await portal.make.user(), body: { title: 'Off' } });
    const answer = await portal.fetch(playlist(body.playback_key));
    expect(answer).toMatchObject({ status: 404, body: { code: 'stream.offline' } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('tell a refusal of the node on the short way too', async () => {
    const { playback_key } = await create(await portal.make.user());
    const path = playlist(playback_key);
    const variant = variantOf(path, (await portal.fetch(path)).body);
    await portal.fetch(variant);
    node.file('late.m3u8', '', { status: 503 });
    const answer = await portal.fetch(variant.replace('stream.m3u8', 'late.m3u8'));
    expect(answer).toMatchObject({ status: 503, body: { code: 'server.unavailable', status: 503 } });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('can be asked for by players that ask whether they may', async () => {
    const answer = await portal.fetch(playlist('pub_any'), { method: 'OPTIONS' });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('the viewers of a stream', () => {
  it('are counted over all processes, each once, with those of the node', async () => {
    const sibling = (await portal.startSibling({ PORTAL_ROLES: 'api' }))!;
    const { id, playback_key } = await create(await portal.make.user());
    const path = playlist(playback_key);
    const watch = async (at: string): Promise<void> => {
      const { pathname, search } = new URL(variantOf(path, await (await fetch(new URL(path, at))).text()), at);
      for (let n = 0; n < 3; n++) expect((await fetch(new URL(pathname + search, at))).status).toBe(200);
    };
    await watch(portal.url);
    await watch(portal.url);
    await watch(sibling);
    node.status_ = { webRtcViewers: 2 };
    const bob = await portal.make.user();
    for (const at of [portal.url, sibling]) {
      await eventually('five viewers', async () => {
        const answer = await fetch(new URL(`/api/streams/${id}`, at), {
          headers: { authorization: `Bearer ${bob.token}` },
        });
        return ((await answer.json()) as { viewer_count: number }).viewer_count === 5;
      });
    }
    node.status_ = {};
  });
});

describe('the status of a stream', () => {
  it('has what is on the air, and for its owner how it does', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id, playback_key, stream_key } = await create(ada);
    node.status_ = { hasBFrames: true, keyFrameInterval: 10, dropped: 3 };
    const path = `/api/stream/${playback_key}`;
    const seen = await portal.fetch(path, { as: bob });
    expect(seen).toMatchObject({
      status: 200,
      body: {
        id,
        is_live: 1,
        live_since: expect.any(String),
        owner: ada.username,
        viewer_count: 0,
        is_webrtc_degraded: true,
        tracks: [
          { kind: 'video', codec: 'avc1.64001f', width: 1920, height: 1080, fps: 30, bitrate: 4_700_000 },
          { kind: 'audio', codec: 'mp4a.40.2', sample_rate: 48_000, channels: 2, bitrate: 160_000 },
        ],
      },
    });
    expect(seen.body).not.toHaveProperty('health');
    const health = {
      ...{ protocol: 'rtmps', is_publishing: true, key_frame_interval: 10, has_b_frames: true, dropped: 3 },
      ...{ bitrate: 4_860_000, warnings: ['b_frames', 'key_frames_rare', 'dropping'] },
    };
    expect((await portal.fetch(path, { as: ada })).body.health).toEqual(health);
    expect((await portal.fetch(`/api/stream/${stream_key}`)).body.health).toEqual(health);
    node.status_ = {};
  });

  it('warns its owner, and players, of sound that WebRTC does not have', async () => {
    const ada = await portal.make.user();
    const { playback_key } = await create(ada);
    node.status_ = { isSilentByWebRtc: true };
    const { body } = await portal.fetch(`/api/stream/${playback_key}`, { as: ada });
    expect(body).toMatchObject({ is_webrtc_degraded: true, health: { warnings: ['no_audio_by_webrtc'] } });
    node.status_ = {};
  });
});
