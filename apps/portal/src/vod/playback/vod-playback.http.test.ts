import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeErrors,
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

const run = promisify(execFile);
const FFMPEG = '/usr/bin/ffmpeg';

describe.runIf(requirePackage('openssh-server', SSHD) && hasFfmpeg())('recordings played from the storage', () => {
  const portal = usePortal();
  let sshd: SshdPeer;
  let owner: TestUser;
  let folder: string;

  const SHOW = 'My Show/2026-02-08_04-24-49';

  const get = (name: string, headers: Record<string, string> = { authorization: `Bearer ${owner.token}` }) =>
    fetch(new URL(`/api/vods/play/${name.split('/').map(encodeURIComponent).join('/')}`, portal.url), { headers });

  /** What an ordinary player finds wrong, and how many frames of the picture it shows. */
  const watch = async (playlist: string): Promise<{ errors: string; frames: number }> => {
    const url = new URL(`/api/vods/play/${playlist}`, portal.url).href;
    const { stderr, stdout } = await run(FFMPEG, [
      ...['-v', 'warning', '-nostdin', '-headers', `Authorization: Bearer ${owner.token}\r\n`],
      ...['-i', url, '-map', '0:v', '-map', '0:a', '-f', 'null', '-progress', 'pipe:1', '-'],
    ]);
    return { errors: stderr, frames: Number(/frame=(\d+)\s(?![\s\S]*frame=)/.exec(stdout)![1]) };
  };

  beforeAll(async () => {
    sshd = await new SshdPeer().open();
    owner = await portal.make.user();
    folder = sshd.folder(`play-${owner.id}`);
    mkdirSync(path.join(folder, SHOW), { recursive: true });
    execFileSync(FFMPEG, [
      ...['-v', 'error', '-nostdin', ...testPicture({ fps: 25, seconds: 20 }), ...testTone({ seconds: 20 })],
      ...['-c:v', 'libx264', '-g', '25', '-bf', '2', '-c:a', 'aac'],
      ...['-f', 'segment', '-segment_time', '8', '-reset_timestamps', '1', path.join(folder, SHOW, 'chunk_%03d.mkv')],
    ]);
    sshd.handOver(folder);
    await portal.fetch('/api/vods/storage', { as: owner, body: sshd.storage(folder) });
  }, 60_000);
  afterAll(() => sshd.close());

  it('are listed by broadcast; how long each is, once it was played', async () => {
    const [session] = (await portal.fetch('/api/vods/sessions', { as: owner })).body.sessions;
    expect(session).toMatchObject({
      folder: SHOW,
      title: 'My Show',
      started_at: '2026-02-08T04:24:49.000Z',
      duration: null,
    });
    expect(session.files.map(({ name }: { name: string }) => name)).toEqual(
      ['000', '001', '002'].map((number) => `${SHOW}/chunk_${number}.mkv`),
    );
    expect((await get(`${SHOW}/index.m3u8`)).status).toBe(200);
    const [played] = (await portal.fetch('/api/vods/sessions', { as: owner })).body.sessions;
    expect(played.duration).toBeCloseTo(20, 0);
    expect(played.size).toBe(played.files.reduce((sum: number, { size }: { size: number }) => sum + size, 0));
  });

  it('are one timeline for any player, from any point', async () => {
    const playlist = await get(`${SHOW}/index.m3u8`);
    expect(playlist.headers.get('content-type')).toBe('application/vnd.apple.mpegurl');
    const text = await playlist.text();
    expect(text.match(/#EXT-X-DISCONTINUITY\n/g)).toHaveLength(2);
    expect(text).toContain('#EXT-X-PLAYLIST-TYPE:VOD');
    const whole = await watch(`${encodeURIComponent('My Show')}/2026-02-08_04-24-49/index.m3u8`);
    expect(whole.frames).toBe(500);
    expect(whole.errors.split('\n').filter((line) => /error|invalid|corrupt/i.test(line))).toEqual([]);
    // Where somebody jumps to, nothing but the piece itself and what leads it in is needed.
    const [init, piece] = await Promise.all(
      ['init.mp4', '1.m4s'].map(async (name) => (await get(`${SHOW}/chunk_001.mkv/${name}`)).arrayBuffer()),
    );
    const file = path.join(os.tmpdir(), `piece-${owner.id}.mp4`);
    writeFileSync(file, Buffer.concat([Buffer.from(init!), Buffer.from(piece!)]));
    expect(await decodeErrors(file)).toBe('');
    const { packets } = await probe(file, ['-show_packets', '-select_streams', 'v']);
    expect(packets).toHaveLength(100);
    rmSync(file);
  });

  it('hold in each segment what the playlist says is there, so that a player may jump to it', async () => {
    const text = await (await get(`${SHOW}/index.m3u8`)).text();
    const file = path.join(os.tmpdir(), `jump-${owner.id}.mp4`);
    let map = '';
    let start = 0;
    for (const [, uri, seconds, segment] of text.matchAll(/#EXT-X-MAP:URI="(.+)"|#EXTINF:([\d.]+),\n(.+)/g)) {
      if (uri) map = uri;
      if (!segment) continue;
      const parts = [map, segment].map((name) =>
        fetch(new URL(`/api/vods/play/${encodeURI(SHOW)}/${name}`, portal.url), {
          headers: { authorization: `Bearer ${owner.token}` },
        }).then((answer) => answer.arrayBuffer()),
      );
      writeFileSync(file, Buffer.concat((await Promise.all(parts)).map((part) => Buffer.from(part))));
      const { packets } = await probe(file, ['-show_packets', '-select_streams', 'v']);
      const times = packets!.map(({ pts_time }) => Number(pts_time));
      expect(packets![0]!.flags).toContain('K');
      // Sound begins a little before the picture.
      expect(Math.min(...times) - start).toBeLessThan(0.15);
      expect(Math.min(...times) - start).toBeGreaterThan(-0.05);
      expect(Math.max(...times)).toBeLessThan(start + Number(seconds) + 0.15);
      start += Number(seconds);
    }
    expect(start).toBeCloseTo(20, 0);
    rmSync(file);
  });

  it('are played one by one, and kept by the player as their addresses name the content', async () => {
    const name = `${SHOW}/chunk_000.mkv`;
    const text = await (await get(`${name}/index.m3u8`)).text();
    const [, first = ''] = /^(0\.m4s\?v=\S+)$/m.exec(text) ?? [];
    const url = new URL(`/api/vods/play/${name}/${first}`, portal.url);
    const segment = await fetch(url, { headers: { authorization: `Bearer ${owner.token}` } });
    expect([segment.status, segment.headers.get('content-type')]).toEqual([200, 'video/iso.segment']);
    expect(segment.headers.get('cache-control')).toContain('immutable');
    expect((await get(`${name}/init.mp4`)).headers.get('cache-control')).toContain('no-cache');
    expect((await get(`${name}/900.m4s`)).status).toBe(404);
  });

  it('are nobody else’s, and nothing but recordings', async () => {
    const stranger = await portal.make.user();
    const name = `${SHOW}/index.m3u8`;
    expect((await get(name, {})).status).toBe(401);
    expect((await get(name, { authorization: `Bearer ${stranger.token}` })).status).toBe(404);
    writeFileSync(path.join(folder, 'notes.txt'), 'x');
    sshd.handOver(folder);
    for (const other of ['notes.txt/index.m3u8', 'notes.txt/init.mp4', '..%2Findex.m3u8', 'gone.mkv/index.m3u8', 'x'])
      expect([other, (await portal.fetch(`/api/vods/play/${other}`, { as: owner })).status]).toEqual([other, 404]);
  });

  it('that are damaged say so; the others of the broadcast are played', async () => {
    const whole = readFileSync(path.join(folder, SHOW, 'chunk_000.mkv'));
    const other = path.join(folder, 'Other');
    mkdirSync(other, { recursive: true });
    writeFileSync(path.join(other, 'a.mkv'), Buffer.alloc(100_000, 7));
    sshd.handOver(folder);
    const alone = await get('Other/a.mkv/index.m3u8');
    expect([alone.status, ((await alone.json()) as { code: string }).code]).toEqual([409, 'recording.damaged']);
    expect((await get('Other/index.m3u8')).status).toBe(409);
    writeFileSync(path.join(other, 'b.mkv'), whole);
    writeFileSync(path.join(other, 'c.mkv'), whole.subarray(0, whole.length / 2));
    sshd.handOver(folder);
    const text = await (await get('Other/index.m3u8')).text();
    expect(text).toContain('# recording.damaged a.mkv');
    expect(text).toContain('b.mkv/0.m4s');
    // It ends early, but what there is can be watched.
    expect(text).toContain('c.mkv/0.m4s');
  });

  it('go on after the connection to the storage was lost, and are read anew when they changed', async () => {
    const name = `${SHOW}/chunk_001.mkv`;
    const file = path.join(folder, name);
    expect((await get(`${name}/0.m4s`)).status).toBe(200);
    sshd.signalSessions('SIGKILL');
    await expect.poll(async () => (await get(`${name}/0.m4s`)).status).toBe(200);
    renameSync(path.join(folder, SHOW, 'chunk_002.mkv'), file);
    const text = await (await get(`${name}/index.m3u8`)).text();
    const seconds = [...text.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, [, each]) => sum + Number(each), 0);
    expect(seconds).toBeLessThan(5);
  });
});
