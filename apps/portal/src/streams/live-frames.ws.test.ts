import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LiveFrame } from '#libs/contracts';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { MediaNodePeer } from './nodes/media-node.peer.js';

const portal = usePortal();
const node = new MediaNodePeer(portal);
const sockets: Socket[] = [];
beforeAll(() => node.open());
afterAll(async () => {
  for (const socket of sockets) socket.close();
  await node.close();
});

const framesOf = async ({ token }: TestUser): Promise<LiveFrame[]> => {
  const frames: LiveFrame[] = [];
  const extraHeaders = { authorization: `Bearer ${token}` };
  const socket = io(portal.url, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
  sockets.push(socket);
  socket.on('live', (frame: LiveFrame) => frames.push(frame));
  await new Promise((resolve, reject) =>
    socket.once('connect', () => resolve(undefined)).once('connect_error', reject),
  );
  return frames;
};

describe('open web apps', () => {
  it('hear that streams change, and how many watch those they may know of', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const [toAda, toBob] = [await framesOf(ada), await framesOf(bob)];
    const [shown, hidden] = await Promise.all(
      [true, false].map(async (is_public) => {
        const { body } = await portal.fetch('/api/streams', { as: ada, body: { title: 'Show', is_public } });
        await node.goLive(body.id);
        return body as { id: number; playback_key: string };
      }),
    );
    await eventually('the news', () => toBob.some(({ topic }) => topic === 'streams.changed'));
    expect(JSON.stringify(toBob)).not.toMatch(/\d/);

    node.file('index.m3u8', '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nstream.m3u8\n');
    node.file('stream.m3u8', '#EXTM3U\n');
    for (const { playback_key } of [shown!, hidden!]) {
      const path = `/api/stream/${playback_key}/hls/index.m3u8`;
      const { body } = await portal.fetch(path, { as: ada });
      const { pathname, search } = new URL(body.trim().split('\n').at(-1), new URL(path, portal.url));
      expect((await portal.fetch(pathname + search)).status).toBe(200);
    }
    const counted = (frames: LiveFrame[]) =>
      frames.flatMap((frame) => (frame.topic === 'stream.viewers' ? [frame.data] : []));
    await eventually('both counts', () => counted(toAda).length >= 2);
    expect(counted(toAda)).toEqual(
      expect.arrayContaining([shown, hidden].map((stream) => ({ id: stream!.id, viewer_count: 1 }))),
    );
    expect(counted(toBob)).toEqual([{ id: shown!.id, viewer_count: 1 }]);
  });
});
