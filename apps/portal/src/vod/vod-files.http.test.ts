import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '#libs/contracts';
import { eventually, requirePackage, SSHD, SshdPeer, type TestUser, usePortal } from '#libs/testing';

describe.runIf(requirePackage('openssh-server', SSHD))('the storage of recordings as files', () => {
  const portal = usePortal({ PORTAL_SFTP_UPLOAD_MAX_GB: '1' });
  let sshd: SshdPeer;
  let owner: TestUser;
  let folder: string;

  const at = (name: string): string => path.join(folder, name);
  const write = (name: string, content: string | Buffer): void => {
    mkdirSync(path.dirname(at(name)), { recursive: true });
    writeFileSync(at(name), content);
    sshd.handOver(folder);
  };
  const call = (name: string, options: { query?: Record<string, string>; body?: object; method?: string } = {}) =>
    portal.fetch(`/api/sftp/vod/${name}?${new URLSearchParams(options.query)}`, { as: owner, ...options });
  const upload = async (fields: [string, string | Blob, string?][]) => {
    const form = new FormData();
    for (const [name, value, fileName] of fields)
      if (typeof value === 'string') form.append(name, value);
      else form.append(name, value, fileName);
    const response = await fetch(new URL('/api/sftp/vod/upload', portal.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}` },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
    owner = await portal.make.user();
    folder = sshd.folder(`files-${owner.id}`);
    write('Show/a.mkv', 'recording');
    write('notes.txt', 'Grüße\n');
    write('noise.bin', Buffer.from([0, 255, 254, 0]));
    await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) });
  });
  afterAll(() => sshd.close());

  it('is listed, folders first', async () => {
    const { status, body } = await call('list');
    expect([status, body.path, body.truncated]).toEqual([200, '/', false]);
    const [show, ...others] = body.entries as Record<string, unknown>[];
    expect(show).toMatchObject({ name: 'Show', path: '/Show', type: 'directory', is_dir: true });
    expect(others.map(({ name, size }) => [name, size])).toEqual([
      ['noise.bin', 4],
      ['notes.txt', 8],
    ]);
    expect((await call('list', { query: { path: '/Show/' } })).body.entries).toMatchObject([
      { name: 'a.mkv', path: '/Show/a.mkv', type: 'file', is_dir: false, size: 9, modified: expect.any(Number) },
    ]);
    expect((await call('list', { query: { path: '/gone' } })).body.code).toBe('file.not_found');
  });

  it('is read and written as text', async () => {
    expect((await call('read', { query: { path: '/notes.txt' } })).body).toMatchObject({
      path: '/notes.txt',
      content: 'Grüße\n',
      size: 8,
    });
    chmodSync(at('notes.txt'), 0o640);
    const content = ' "x"\n'.repeat(LIMITS.textFileBytes / 5);
    const answer = await call('write', { body: { path: 'notes.txt', content } });
    expect([answer.status, answer.body]).toEqual([200, { success: true, path: '/notes.txt' }]);
    expect(readFileSync(at('notes.txt'), 'utf8') === content).toBe(true);
    expect(statSync(at('notes.txt')).mode & 0o777).toBe(0o640);
    expect((await call('read', { query: { path: 'notes.txt' } })).body.content === content).toBe(true);
    expect((await call('write', { body: { path: 'new.txt', content: '' } })).status).toBe(200);
    expect(statSync(at('new.txt')).size).toBe(0);
  });

  it('is not read where it is no text, too large, or a folder', async () => {
    write('large.txt', 'x'.repeat(LIMITS.textFileBytes + 1));
    const codes = { '/noise.bin': 'file.not_text', '/large.txt': 'file.too_large', '/Show': 'file.is_folder' };
    for (const [name, code] of Object.entries(codes))
      expect((await call('read', { query: { path: name } })).body.code).toBe(code);
    const tooLong = 'ä'.repeat(LIMITS.textFileBytes / 2 + 1);
    expect((await call('write', { body: { path: 'x', content: tooLong } })).body.code).toBe('request.too_large');
    expect((await call('write', { body: { path: '/Show', content: '' } })).body.code).toBe('file.is_folder');
    expect((await call('write', { body: { path: '/', content: '' } })).status).toBe(400);
  });

  it('is downloaded whole and in parts', async () => {
    const url = new URL('/api/sftp/vod/download?path=/Show/a.mkv', portal.url);
    const headers = { authorization: `Bearer ${owner.token}` };
    const whole = await fetch(url, { headers });
    expect([await whole.text(), whole.headers.get('content-type')]).toEqual(['recording', 'application/octet-stream']);
    const part = await fetch(url, { headers: { ...headers, range: 'bytes=2-4' } });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([206, 'cor', 'bytes 2-4/9']);
    expect((await call('download', { query: { path: '/Show' } })).body.code).toBe('file.is_folder');
  });

  it('gets folders, other names, and loses them again', async () => {
    expect((await call('mkdir', { body: { path: '/Neu' } })).body).toEqual({ success: true, path: '/Neu' });
    expect((await call('mkdir', { body: { path: '/Neu' } })).body.code).toBe('file.exists');
    expect((await call('mkdir', { body: { path: '/gone/deep' } })).body.code).toBe('file.not_found');
    write('Neu/x.txt', 'x');
    const moved = await call('rename', { body: { old_path: '/Neu/x.txt', new_path: '/y.txt' } });
    expect(moved.body).toEqual({ success: true, path: '/y.txt' });
    write('Neu/x.txt', 'other');
    expect((await call('rename', { body: { old_path: '/Neu/x.txt', new_path: '/y.txt' } })).body.code).toBe(
      'file.exists',
    );
    expect((await call('rename', { body: { old_path: '/Neu', new_path: '/Neu/inner' } })).status).toBe(400);
    const remove = (name: string) => call('delete', { query: { path: name }, method: 'DELETE' });
    expect((await remove('/Neu')).body.code).toBe('file.not_empty');
    expect((await remove('/')).status).toBe(400);
    expect((await remove('/Neu/x.txt')).status).toBe(200);
    expect((await remove('/Neu')).body).toEqual({ success: true, path: '/Neu' });
    expect((await remove('/Neu')).body.code).toBe('file.not_found');
    expect(readFileSync(at('y.txt'), 'utf8')).toBe('x');
  });

  it('takes uploads in either order of fields, over what has the name', async () => {
    const content = randomBytes(9_000_001);
    const answer = await upload([
      ['path', '/Show'],
      ['file', new Blob([content]), 'Größe 1.bin'],
    ]);
    expect(answer).toEqual({
      status: 200,
      body: { success: true, path: '/Show/Größe 1.bin', name: 'Größe 1.bin', size: content.length },
    });
    expect(readFileSync(at('Show/Größe 1.bin')).equals(content)).toBe(true);
    const again = await upload([
      ['file', new Blob(['short']), 'Größe 1.bin'],
      ['path', '/Show/'],
    ]);
    expect(again.status).toBe(200);
    expect(readFileSync(at('Show/Größe 1.bin'), 'utf8')).toBe('short');
  });

  it('keeps nothing of an upload that is refused or breaks off', async () => {
    const file = new Blob([randomBytes(100_000)]);
    expect((await upload([['file', file, 'a.bin']])).body['code']).toBe('request.invalid');
    expect((await upload([['path', '/Show']])).body['code']).toBe('request.invalid');
    const gone = await upload([['path', '/gone'], ['file', file, 'a.bin']]); // prettier-ignore
    expect(gone.body['code']).toBe('file.not_found');
    const outside = await upload([['file', file, 'a.bin'], ['path', '/../..']]); // prettier-ignore
    expect(outside.body['code']).toBe('file.not_found');

    const broken = request(new URL('/api/sftp/vod/upload', portal.url), {
      method: 'POST',
      headers: { authorization: `Bearer ${owner.token}`, 'content-type': 'multipart/form-data; boundary=b' },
    });
    broken.on('error', () => undefined);
    broken.write('--b\r\ncontent-disposition: form-data; name="path"\r\n\r\n/\r\n');
    broken.write('--b\r\ncontent-disposition: form-data; name="file"; filename="broken.bin"\r\n\r\n');
    broken.write(randomBytes(3_000_000));
    await eventually('the upload to begin', () => partials().length === 1);
    broken.destroy();
    await eventually('what was uploaded to be gone', () => partials().length === 0);
    expect(existsSync(at('broken.bin'))).toBe(false);
  });

  it('refuses what is longer than allowed before a byte of it is stored', async () => {
    const answer = await new Promise<number | undefined>((resolve) => {
      const long = request(new URL('/api/sftp/vod/upload', portal.url), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${owner.token}`,
          'content-type': 'multipart/form-data; boundary=b',
          'content-length': 1_100_000_000,
        },
      });
      long.on('error', () => undefined);
      long.on('response', ({ statusCode }) => {
        resolve(statusCode);
        long.destroy();
      });
      long.flushHeaders();
    });
    expect(answer).toBe(413);
  });

  it('ends at its folder, also for links', async () => {
    const secret = `${folder}-secret`;
    mkdirSync(secret, { recursive: true });
    writeFileSync(path.join(secret, 'key.txt'), 'secret');
    symlinkSync(secret, at('way-out'));
    symlinkSync(path.join(secret, 'made.txt'), at('dangling.txt'));
    sshd.handOver(folder);
    if (sshd.password) execFileSync('chown', ['-R', sshd.username, secret]);
    const before = createHash('sha256').update(readdirSync(secret).join()).digest('hex');
    for (const name of [
      '../x',
      '/way-out/key.txt',
      '/dangling.txt',
      'a\\..\\b',
      `/../${path.basename(secret)}/key.txt`,
    ]) {
      expect([name, (await call('read', { query: { path: name } })).status]).toEqual([name, 404]);
      expect([name, (await call('download', { query: { path: name } })).status]).toEqual([name, 404]);
      expect([name, (await call('write', { body: { path: name, content: 'x' } })).status]).toEqual([name, 404]);
    }
    expect((await call('list', { query: { path: '/way-out' } })).status).toBe(404);
    expect((await call('mkdir', { body: { path: '/way-out/new' } })).status).toBe(404);
    const moved = await call('rename', { body: { old_path: '/y.txt', new_path: '/way-out/y.txt' } });
    expect(moved.status).toBe(404);
    // The link itself is below the folder.
    expect((await call('delete', { query: { path: '/way-out' }, method: 'DELETE' })).status).toBe(200);
    expect(createHash('sha256').update(readdirSync(secret).join()).digest('hex')).toBe(before);
  });

  const partials = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.part'));
});
