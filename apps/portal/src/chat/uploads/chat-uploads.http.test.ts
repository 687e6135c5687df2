import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { type TestUser, usePortal } from '#libs/testing';
import { ChatUpload } from './chat-upload.entity.js';
import { ChatUploads } from './chat-uploads.js';

const portal = usePortal();

const png = (width = 30, height = 20): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .png()
    .toBuffer();

const upload = (as: TestUser, file: Buffer, field = 'image') => {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(file)], { type: 'image/jpeg' }), '../../etc/passwd.jpg');
  return sendForm(as, form);
};

const sendForm = async (as: TestUser, form: FormData) => {
  const response = await fetch(new URL('/api/chat/upload', portal.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${as.token}` },
    body: form,
  });
  // eslint-disable-next-line typescript/no-explicit-any
  return { status: response.status, headers: response.headers, body: (await response.json()) as any };
};

describe('POST /api/chat/upload', () => {
  it('stores an image sealed, under a name of its own, and serves it to whoever has the address', async () => {
    const ada = await portal.make.user();
    const { status, body } = await upload(ada, await png());
    expect({ status, body }).toEqual({
      status: 201,
      body: { url: expect.stringMatching(/^\/static\/uploads\/chat\/[\w-]{32}\.webp$/), width: 30, height: 20 },
    });

    const image = await fetch(new URL(body.url, portal.url));
    const bytes = Buffer.from(await image.arrayBuffer());
    expect(image.status).toBe(200);
    expect(Object.fromEntries(image.headers)).toMatchObject({
      'content-type': 'image/webp',
      'x-content-type-options': 'nosniff',
      'content-security-policy': `sandbox; default-src 'none'`,
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 30, height: 20 });

    const [row] = await portal.get(DataSource).manager.findBy(ChatUpload, { userId: ada.id });
    expect(row!.content.includes('WEBP')).toBe(false);
  });

  it.each([
    ['what is no image', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['half an image', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['an empty file', Buffer.alloc(0)],
  ])('refuses %s, whatever it is called', async (_name, file) => {
    const answer = await upload(await portal.make.user(), file);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'upload.not_image', status: 400, details: [{ field: 'image' }] },
    });
  });

  it('refuses more than 5 MB, announced or not', async () => {
    const ada = await portal.make.user();
    const refusal = { status: 413, body: { code: 'request.too_large' } };
    expect(await upload(ada, Buffer.alloc(LIMITS.imageBytes + 1))).toMatchObject(refusal);
    expect(await upload(ada, Buffer.alloc(2 * LIMITS.imageBytes))).toMatchObject(refusal);
    expect((await upload(ada, await png())).status).toBe(201);
  });

  it('names the field that is missing', async () => {
    const ada = await portal.make.user();
    const refusal = { status: 400, body: { code: 'request.invalid', details: [{ field: 'image' }] } };
    expect(await upload(ada, await png(), 'file')).toMatchObject(refusal);
    const form = new FormData();
    form.append('image', 'text');
    expect(await sendForm(ada, form)).toMatchObject(refusal);
  });

  it.each([
    ['no boundary', 'multipart/form-data', 'x', 400],
    ['no end', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="image"', 400],
    ['no form', 'application/json', '{}', 415],
  ])('refuses a body that has %s', async (_name, type, body, status) => {
    const as = await portal.make.user();
    const answer = await portal.fetch('/api/chat/upload', { as, body, headers: { 'content-type': type } });
    expect(answer).toMatchObject({ status, body: { error: expect.any(String), status } });
  });

  it('leaves forms to the routes that take files', async () => {
    const ada = await portal.make.user();
    const headers = { 'content-type': 'multipart/form-data; boundary=b' };
    const answer = await portal.fetch('/api/me/status', { as: ada, method: 'PUT', body: '--b--', headers });
    expect(answer).toMatchObject({ status: 415, body: { code: 'request.media_type' } });
  });
});

describe('GET /static/uploads/chat/:name', () => {
  it('answers 304 to whoever has the image, and 404 in the API’s words to whoever asks for none', async () => {
    const { body } = await upload(await portal.make.user(), await png());
    const tag = (await portal.fetch(body.url)).headers.get('etag')!;
    const again = await portal.fetch(body.url, { headers: { 'if-none-match': `"x", W/${tag}` } });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(again.headers.get('etag')).toBe(tag);

    for (const path of ['/static/uploads/chat/none.webp', '/static/uploads/chat/..%2f', '/static/uploads/chat/%00']) {
      const headers = { accept: 'text/html', 'if-none-match': tag };
      const answer = await portal.fetch(path, { headers });
      expect(answer).toMatchObject({ status: 404, body: { code: 'upload.not_found', status: 404 } });
    }
    const elsewhere = await portal.fetch('/static/uploads', { headers: { accept: 'text/html' } });
    expect(elsewhere).toMatchObject({ status: 404, body: { code: 'route.not_found' } });
  });
});

describe('uploads', () => {
  it('are known by their address, and as whose they are', async () => {
    const uploads = portal.get(ChatUploads);
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const { url } = await uploads.store(ada.id, await png());
    expect(await uploads.exists(url)).toBe(true);
    expect(await uploads.exists(url, ada.id)).toBe(true);
    expect(await uploads.exists(url, bob.id)).toBe(false);
    for (const other of ['', 'https://example.com/a.webp', `${portal.url}${url}`, `${url}?x`, `/x/..${url}`]) {
      expect(await uploads.exists(other)).toBe(false);
    }
  });

  it('go when they are old and no message shows them', async () => {
    const uploads = portal.get(ChatUploads);
    const ada = await portal.make.user();
    const { manager } = portal.get(DataSource);
    const [shown, unused, fresh] = await Promise.all([1, 2, 3].map(async () => uploads.store(ada.id, await png())));
    const [room] = await manager.query(`INSERT INTO rooms (kind, data_key) VALUES ('group', '') RETURNING id`);
    await manager.query(`INSERT INTO messages (room_id, seq, rev, user_id, image_url) VALUES ($1, 1, 1, $2, $3)`, [
      room.id,
      ada.id,
      shown!.url,
    ]);
    await manager.query(
      `UPDATE chat_uploads SET created_at = now() - interval '2 days'
        WHERE user_id = $1 AND $2 <> '/static/uploads/chat/' || name`,
      [ada.id, fresh!.url],
    );
    expect(await uploads.deleteUnused(new Date(Date.now() - 86_400_000), 10)).toBe(1);
    expect(await Promise.all([shown, unused, fresh].map((one) => uploads.exists(one!.url)))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('an upload limit', () => {
  const limited = usePortal({ PORTAL_RATE_LIMITS: 'on' });

  it('is 60 an hour, and says when to come again', async () => {
    const ada = await limited.make.user();
    const uploads = limited.get(ChatUploads);
    const file = await png(2, 2);
    for (let count = 0; count < 60; count++) await uploads.store(ada.id, file);
    const form = new FormData();
    form.append('image', new Blob([new Uint8Array(file)]));
    const answer = await fetch(new URL('/api/chat/upload', limited.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${ada.token}` },
      body: form,
    });
    expect(answer.status).toBe(429);
    expect(await answer.json()).toMatchObject({ code: 'upload.limit' });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3500);
  });
});
