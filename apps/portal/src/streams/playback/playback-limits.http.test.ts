import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { MediaNodePeer } from '../nodes/media-node.peer.js';

const portal = usePortal({ PORTAL_RATE_LIMITS: 'on', PORTAL_TRUSTED_PROXIES: '127.0.0.1/32' });
const node = new MediaNodePeer(portal);
beforeAll(() => node.open());
afterAll(() => node.close());

describe('the limits of watching', () => {
  it('let a player ask for many files, and end one that does nothing else', async () => {
    const ada = await portal.make.user();
    const { id, playback_key } = (await portal.fetch('/api/streams', { as: ada, body: { title: 'Show' } })).body;
    await node.goLive(id);
    node.file('index.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nstream.m3u8\n');
    node.file('stream.m3u8', '#EXTM3U\n');
    const index = `/api/stream/${playback_key}/hls/index.m3u8`;
    const first = await portal.fetch(index);
    expect(first.headers.get('x-ratelimit-limit')).toBe('1200');
    const variant = new URL(first.body.trim().split('\n').at(-1), new URL(index, portal.url)).href;
    expect((await fetch(variant)).status).toBe(200);
    const statuses = new Set<number>();
    for (let round = 0; round < 11; round++) {
      const answers = await Promise.all(Array.from({ length: 100 }, () => fetch(variant)));
      for (const answer of answers) {
        statuses.add(answer.status);
        await answer.arrayBuffer();
      }
      if (round === 5) expect([...statuses]).toEqual([200]);
    }
    expect([...statuses]).toEqual([200, 429]);
    const refused = await fetch(variant);
    expect(await refused.json()).toMatchObject({ code: 'rate.exceeded', status: 429 });
    expect(refused.headers.get('retry-after')).toBe('10');
    expect((await portal.fetch(index)).status).toBe(200);
  });

  it('count WHIP and WHEP by address, apart from everything else', async () => {
    const post = (ip: string) =>
      portal.fetch('/api/stream/live_x/webrtc/whip', {
        method: 'POST',
        body: 'v=0',
        headers: { 'content-type': 'application/sdp', 'x-forwarded-for': ip },
      });
    const { status, headers } = await post('192.0.2.1');
    expect([status, headers.get('x-ratelimit-limit')]).toEqual([401, '300']);
    const answers = await Promise.all(Array.from({ length: 305 }, () => post('192.0.2.1')));
    expect(answers.some((answer) => answer.status === 429)).toBe(true);
    expect((await post('192.0.2.2')).status).toBe(401);
  });
});
