import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { type TestUser, usePortal } from '#libs/testing';
import { MediaNodePeer } from '../nodes/media-node.peer.js';

const portal = usePortal();
const node = new MediaNodePeer(portal);
beforeAll(() => node.open());
afterAll(() => node.close());

const create = async (as: TestUser, body: object = {}) =>
  (await portal.fetch('/api/streams', { as, body: { title: 'Show', ...body } })).body;

const picture = (width = 3000, height = 1500) =>
  sharp({ create: { width, height, channels: 4, background: '#33669980' } });

const upload = async (as: TestUser, id: number, file: Buffer, field = 'thumbnail') => {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(file)]), 'x.png');
  const response = await fetch(new URL(`/api/streams/${id}/thumbnail`, portal.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${as.token}` },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as { code?: string } };
};

const read = async (path: string, as?: TestUser) => {
  const response = await fetch(new URL(path, portal.url), as && { headers: { authorization: `Bearer ${as.token}` } });
  return { status: response.status, headers: response.headers, image: Buffer.from(await response.arrayBuffer()) };
};

describe('a thumbnail that was chosen', () => {
  it('is shown as a JPEG of a page’s size without metadata, until it is deleted', async () => {
    const ada = await portal.make.user();
    const { id, playback_key } = await create(ada);
    const path = `/api/stream/${playback_key}/thumbnail`;
    expect((await read(path)).status).toBe(404);
    const photo = await picture()
      .jpeg()
      .withExif({ IFD0: { Copyright: 'me' } })
      .toBuffer();
    expect(await upload(ada, id, photo)).toEqual({ status: 200, body: { success: true } });
    const shown = await read(path);
    expect(shown.status).toBe(200);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'public, max-age=15',
      'access-control-allow-origin': '*',
    });
    const found = await sharp(shown.image).metadata();
    expect(found).toMatchObject({ format: 'jpeg', width: 1280, height: 640 });
    expect(found.exif).toBeUndefined();
    expect((await portal.fetch(`/api/streams/${id}`, { as: ada })).body.has_thumbnail).toBe(true);

    expect((await upload(ada, id, await picture(60, 30).png().toBuffer())).status).toBe(200);
    expect(await sharp((await read(path)).image).metadata()).toMatchObject({ format: 'jpeg', width: 60 });

    const remove = () => portal.fetch(`/api/streams/${id}/thumbnail`, { as: ada, method: 'DELETE' });
    expect((await remove()).body).toEqual({ success: true });
    expect((await remove()).body.code).toBe('thumbnail.not_found');
    expect((await read(path)).status).toBe(404);
  });

  it('is a JPEG or PNG of 2 MB at most, and of one’s own stream', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id } = await create(ada);
    const webp = await picture(60, 30).webp().toBuffer();
    for (const file of [webp, Buffer.from('GIF89a'), Buffer.from('<svg/>'), Buffer.alloc(0)]) {
      expect(await upload(ada, id, file)).toMatchObject({
        status: 400,
        body: { code: 'upload.not_image', details: [{ field: 'thumbnail' }] },
      });
    }
    expect((await upload(ada, id, Buffer.alloc(LIMITS.thumbnailBytes + 1))).status).toBe(413);
    expect((await upload(bob, id, await picture(60, 30).png().toBuffer())).status).toBe(404);
    expect((await upload(ada, id, await picture(60, 30).png().toBuffer(), 'image')).status).toBe(400);
  });
});

describe('a thumbnail of what is on the air', () => {
  it('is made once in 15 seconds, and gives way to the chosen one', async () => {
    const ada = await portal.make.user();
    const { id, playback_key } = await create(ada);
    await node.goLive(id);
    const path = `/api/stream/${playback_key}/thumbnail`;
    node.image = null;
    expect((await read(path)).status).toBe(404);
    node.image = await picture(16, 8).jpeg().toBuffer();
    node.asked.length = 0;
    const shown = await Promise.all(Array.from({ length: 10 }, () => read(path)));
    for (const { image } of shown) expect(image).toEqual(node.image);
    expect(node.asked).toEqual([`snapshot ${id}`]);

    await upload(ada, id, await picture(60, 30).png().toBuffer());
    expect((await read(path)).image).not.toEqual(node.image);
    await portal.fetch(`/api/streams/${id}/thumbnail`, { as: ada, method: 'DELETE' });
    expect((await read(path)).image).toEqual(node.image);
  });

  it('is seen by whom the stream is', async () => {
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { id, playback_key } = await create(ada, { is_public: false });
    await upload(ada, id, await picture(60, 30).png().toBuffer());
    const path = `/api/stream/${playback_key}/thumbnail`;
    const own = await read(path, ada);
    expect(own.status).toBe(200);
    expect(own.headers.get('cache-control')).toBe('private, max-age=15');
    expect((await read(path, bob)).status).toBe(404);
    expect((await read(path)).status).toBe(404);
  });
});
