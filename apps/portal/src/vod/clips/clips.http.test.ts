import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeErrors,
  eventually,
  hasFfmpeg,
  probe,
  requirePackage,
  SSHD,
  SshdPeer,
  testPicture,
  testTone,
  type TestUser,
  usePortal,
} from '#libs/testing';

describe.runIf(requirePackage('openssh-server', SSHD) && hasFfmpeg())('clips', () => {
  const portal = usePortal();
  let sshd: SshdPeer;
  let owner: TestUser;
  let folder: string;

  const FILES = ['Show/chunk_000.mkv', 'Show/chunk_001.mkv'];

  const make = (body: object) => portal.fetch('/api/vods/clips', { as: owner, body });
  const made = async (body: object): Promise<Record<string, unknown>> => {
    const { status, body: asked } = await make(body);
    expect(status).toBe(202);
    let clip = asked as Record<string, unknown>;
    await eventually('the clip to be made or not', async () => {
      clip = (await portal.fetch(`/api/vods/clips/${asked.id}`, { as: owner })).body;
      return clip['state'] === 'done' || clip['state'] === 'failed';
    });
    return clip;
  };

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
    owner = await portal.make.user();
    folder = sshd.folder(`clips-${owner.id}`);
    mkdirSync(path.join(folder, 'Show'), { recursive: true });
    execFileSync('/usr/bin/ffmpeg', [
      ...['-v', 'error', '-nostdin', ...testPicture({ fps: 25, seconds: 16 }), ...testTone({ seconds: 16 })],
      ...['-c:v', 'libx264', '-g', '25', '-c:a', 'aac'],
      ...['-f', 'segment', '-segment_time', '8', '-reset_timestamps', '1', path.join(folder, 'Show/chunk_%03d.mkv')],
    ]);
    sshd.handOver(folder);
    await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) });
  }, 60_000);
  afterAll(() => sshd.close());

  it('are cut across pieces, from the key frame before, and listed', async () => {
    const clip = await made({ files: FILES, start: 6.5, end: 10.25, name: 'Best: of/it' });
    expect(clip).toMatchObject({ state: 'done', progress: 100, file: 'Clips/Best_ of_it.mkv', error: null });
    const file = path.join(folder, String(clip['file']));
    expect(await decodeErrors(file)).toBe('');
    const { format } = await probe(file, ['-show_format']);
    expect(Number(format!.duration)).toBeGreaterThan(3.7);
    expect(Number(format!.duration)).toBeLessThan(5);
    const { files } = (await portal.fetch('/api/vods', { as: owner })).body;
    expect(files.map(({ name }: { name: string }) => name)).toContain('Clips/Best_ of_it.mkv');
    expect((await portal.fetch('/api/vods/clips', { as: owner })).body.clips).toMatchObject([{ id: clip['id'] }]);
  });

  it('overwrite nothing', async () => {
    const again = await made({ files: FILES, start: 0, end: 1, name: 'Best: of/it' });
    expect(again['file']).toBe('Clips/Best_ of_it (2).mkv');
    expect(readdirSync(path.join(folder, 'Clips')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('that cannot be made say why, and leave nothing', async () => {
    writeFileSync(path.join(folder, 'damaged.mkv'), Buffer.alloc(50_000, 9));
    sshd.handOver(folder);
    const wrong = { start: 0, end: 1, name: 'wrong' };
    expect(await made({ ...wrong, files: ['gone.mkv'] })).toMatchObject({ state: 'failed', error: 'file.not_found' });
    expect(await made({ ...wrong, files: ['damaged.mkv'] })).toMatchObject({ error: 'recording.damaged' });
    expect(await made({ files: FILES, start: 900, end: 901, name: 'wrong' })).toMatchObject({ error: 'clip.empty' });
    expect(existsSync(path.join(folder, 'Clips/wrong.mkv'))).toBe(false);
    expect(readdirSync(path.join(folder, 'Clips')).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('are asked for in order, within the storage', async () => {
    expect((await make({ files: FILES, start: 3, end: 3, name: 'x' })).body.details).toMatchObject([{ field: 'end' }]);
    expect((await make({ files: ['../x.mkv'], start: 0, end: 3, name: 'x' })).status).toBe(404);
    expect((await make({ files: ['x.txt'], start: 0, end: 3, name: 'x' })).status).toBe(404);
    expect((await portal.fetch('/api/vods/clips/1', { as: await portal.make.user() })).body.code).toBe(
      'clip.not_found',
    );
  });
});
