import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirePackage, SSHD, SshdPeer, type TestUser, usePortal } from '#libs/testing';

describe.runIf(requirePackage('openssh-server', SSHD))('recordings', () => {
  const portal = usePortal();
  let sshd: SshdPeer;
  let owner: TestUser;
  let folder: string;

  const FIRST = 'My Show/2026-02-08_04-24-49/chunk_000.mkv';
  const SECOND = 'My Show/2026-02-08_04-24-49/chunk_001.mkv';
  const contents = new Map([
    [FIRST, randomBytes(300_000)],
    [SECOND, randomBytes(5_000)],
    ['Ä/loose.MKV', randomBytes(10)],
  ]);

  const write = (name: string, content: Buffer): void => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    sshd.handOver(folder);
  };

  const urlOf = (name: string): string => `/api/vods/download/${name.split('/').map(encodeURIComponent).join('/')}`;

  const bytesOf = async (pathname: string, init: RequestInit = {}): Promise<{ response: Response; bytes: Buffer }> => {
    const response = await fetch(new URL(pathname, portal.url), {
      ...init,
      headers: { authorization: `Bearer ${owner.token}`, ...init.headers },
    });
    return { response, bytes: Buffer.from(await response.arrayBuffer()) };
  };

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
    owner = await portal.make.user();
    folder = sshd.folder(`vods-${owner.id}`);
    for (const [name, content] of contents) write(name, content);
    write('notes.txt', Buffer.from('not a recording'));
    await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) });
  });
  afterAll(() => sshd.close());

  it('are listed with all folders, sorted', async () => {
    const { body } = await portal.fetch('/api/vods?sort=size&order=asc', { as: owner });
    expect(body.path).toBe(folder);
    expect(body.files.map(({ name, size }: { name: string; size: number }) => [name, size])).toEqual([
      ['Ä/loose.MKV', 10],
      [SECOND, 5_000],
      [FIRST, 300_000],
    ]);
    expect(body.files[0].modified).toBeGreaterThan(1_700_000_000);
    expect((await portal.fetch('/api/vods?sort=color', { as: owner })).status).toBe(400);
  });

  it('need a storage', async () => {
    const stranger = await portal.make.user();
    const answer = await portal.fetch('/api/vods', { as: stranger });
    expect([answer.status, answer.body.code]).toEqual([404, 'storage.not_found']);
  });

  it('tell how many there are when the storage is tested', async () => {
    const { status, body } = await portal.fetch('/api/vods/storage/test', { as: owner, method: 'POST' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ success: true, file_count: 3, fingerprint: sshd.fingerprint });
    expect(body.free_bytes).toBeGreaterThan(0);
  });

  it('are downloaded whole and in parts', async () => {
    const content = contents.get(FIRST)!;
    const whole = await bytesOf(urlOf(FIRST));
    expect(whole.response.status).toBe(200);
    expect(whole.response.headers.get('content-disposition')).toContain('chunk_000.mkv');
    expect(whole.bytes.equals(content)).toBe(true);
    const part = await bytesOf(urlOf(FIRST), { headers: { range: 'bytes=100000-100099' } });
    expect([part.response.status, part.response.headers.get('content-range')]).toEqual([
      206,
      'bytes 100000-100099/300000',
    ]);
    expect(part.bytes.equals(content.subarray(100_000, 100_100))).toBe(true);
    const tail = await bytesOf(urlOf(FIRST), { headers: { range: 'bytes=-10' } });
    expect(tail.bytes.equals(content.subarray(-10))).toBe(true);
    const beyond = await bytesOf(urlOf(FIRST), { headers: { range: 'bytes=300000-' } });
    expect([beyond.response.status, beyond.response.headers.get('content-range')]).toEqual([416, 'bytes */300000']);
  });

  it('do not let anybody out of the folder', async () => {
    writeFileSync(`${folder}-secret.mkv`, 'secret');
    symlinkSync(`${folder}-secret.mkv`, path.join(folder, 'link.mkv'));
    for (const name of [
      '..%2F..%2Fetc%2Fpasswd.mkv',
      `..%2fvods-${owner.id}-secret.mkv`,
      'link.mkv',
      'notes.txt',
      'a%00.mkv',
    ])
      expect([name, (await portal.fetch(`/api/vods/download/${name}`, { as: owner })).status]).toEqual([name, 404]);
  });

  it('come together in one archive, or not at all', async () => {
    const names = [FIRST, SECOND];
    const { response, bytes } = await bytesOf('/api/vods/download-archive', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ files: names }),
    });
    expect(response.headers.get('content-type')).toBe('application/zip');
    // Stored as they are, between the local headers; the central directory ends it.
    for (const name of names) {
      expect(bytes.includes(contents.get(name)!)).toBe(true);
      expect(bytes.includes(name)).toBe(true);
    }
    expect(bytes.readUInt32LE(bytes.length - 22)).toBe(0x06_05_4b_50);
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(names.length);
    const missing = { files: [FIRST, 'gone.mkv'] };
    expect((await portal.fetch('/api/vods/download-archive', { as: owner, body: missing })).status).toBe(404);
    for (const name of ['notes.txt', '../a.mkv', 'a/../../b.mkv']) {
      const { status, body } = await portal.fetch('/api/vods/download-archive', { as: owner, body: { files: [name] } });
      expect([status, body.details]).toEqual([400, [{ field: 'files', message: expect.stringContaining('.mkv') }]]);
    }
    const many = { files: Array.from({ length: 501 }, (_, at) => `${at}.mkv`) };
    expect((await portal.fetch('/api/vods/download-archive', { as: owner, body: many })).status).toBe(400);
  });

  it('are deleted, with the folders that become empty', async () => {
    write('Gone/2026-01-01_00-00-00/chunk_000.mkv', randomBytes(10));
    const name = encodeURIComponent('Gone') + '/2026-01-01_00-00-00/chunk_000.mkv';
    expect((await portal.fetch(`/api/vods/${name}`, { as: owner, method: 'DELETE' })).status).toBe(200);
    expect(existsSync(path.join(folder, 'Gone'))).toBe(false);
    expect((await portal.fetch(`/api/vods/${name}`, { as: owner, method: 'DELETE' })).status).toBe(404);
    expect((await portal.fetch('/api/vods/notes.txt', { as: owner, method: 'DELETE' })).status).toBe(404);
    expect(existsSync(path.join(folder, 'notes.txt'))).toBe(true);
  });
});
