import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { opusTrack } from '#libs/media';
import { eventually, freePort, requirePackage, testPicture, testTone } from '#libs/testing';
import { TEST_KEY } from '../ingest/test-stream.js';
import { dial, H264, HEVC, until, useRelayLab } from './rtmp-relay-lab.peer.js';

const run = promisify(execFile);
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];
const CODECS = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 2 -g 25 -c:a aac -ac 2'.split(' ');

const lab = useRelayLab();

const NGINX = '/usr/sbin/nginx';
const hasNginx =
  requirePackage('nginx', NGINX) && requirePackage('libnginx-mod-rtmp', '/usr/lib/nginx/modules/ngx_rtmp_module.so');

describe.skipIf(!hasNginx || !requirePackage('ffmpeg', '/usr/bin/ffmpeg'))('RtmpRelay to nginx', () => {
  it('has every packet of ffmpeg recorded there, decodable', async () => {
    const file = path.join(lab.folder, 'source.flv');
    await run('ffmpeg', [
      ...QUIET,
      ...testPicture({ fps: 25, seconds: 2 }),
      ...testTone({ seconds: 2 }),
      ...CODECS,
      file,
    ]);
    const ingest = await lab.target();
    await run('ffmpeg', [
      ...QUIET,
      '-i',
      file,
      '-c',
      'copy',
      '-f',
      'flv',
      `rtmp://127.0.0.1:${ingest.port}/live/${TEST_KEY}`,
    ]);
    await eventually('the end', () => ingest.stream.ends.length === 1);

    const port = await freePort();
    const recorded = await startNginx(port);
    const { relay: one } = lab.relay(port);
    one.begin(ingest.stream.tracks);
    await until(one, 'live');
    for (const unit of ingest.stream.units) one.write(unit);
    one.end();
    const copy = await eventually('the recording', async () => (await readdir(recorded))[0]);
    const expected = await hashesOf(file);
    const hashes = await eventually('all packets', async () => {
      const found = await hashesOf(path.join(recorded, copy)).catch(() => []);
      return found.length === expected.length ? found : undefined;
    });
    expect(hashes).toEqual(expected);
    expect(await run('ffmpeg', [...QUIET, '-i', path.join(recorded, copy), '-f', 'null', '-'])).toMatchObject({
      stderr: '',
    });
  });

  it('says that it does not take HEVC, and leaves Opus out', async () => {
    const port = await freePort();
    await startNginx(port);
    const { relay: hevc } = lab.relay(port);
    hevc.begin([HEVC]);
    await until(hevc, 'failed');
    expect(hevc.status.error).toBe('stream.unsupported');
    const { relay: opus } = lab.relay(port, { key: 'other' });
    opus.begin([H264, opusTrack(2)]);
    await until(opus, 'live');
    expect(opus.status.audio).toBe('unavailable');
  });

  /** Of every packet, with its track. */
  const hashesOf = async (file: string): Promise<string[]> => {
    const { stdout } = await run('ffmpeg', [
      ...QUIET,
      '-i',
      file,
      '-map',
      '0:v',
      '-map',
      '0:a',
      '-c',
      'copy',
      '-f',
      'framemd5',
      '-',
    ]);
    const lines = stdout.split('\n').filter((line) => /^\d/.test(line));
    // Stream, dts, pts, duration, size, hash; the times of a recording begin elsewhere.
    return lines.map((line) => `${line[0]} ${line.split(',')[5]!.trim()}`);
  };

  const startNginx = async (port: number): Promise<string> => {
    const home = await mkdtemp(path.join(lab.folder, 'nginx-'));
    const recorded = path.join(home, 'recorded');
    await mkdir(recorded, { mode: 0o777 });
    const config = path.join(home, 'nginx.conf');
    await writeFile(
      config,
      `load_module /usr/lib/nginx/modules/ngx_rtmp_module.so;
      daemon off; master_process off; worker_processes 1; pid ${home}/pid; error_log ${home}/error.log;
      events {}
      rtmp { server { listen 127.0.0.1:${port}; application live { live on; record all; record_path ${recorded}; record_unique on; } } }`,
    );
    const nginx: ChildProcess = spawn(NGINX, ['-c', config, '-p', home, '-e', path.join(home, 'error.log')], {
      stdio: 'inherit',
    });
    lab.closers.push(async () => {
      nginx.kill('SIGKILL');
      await once(nginx, 'exit');
    });
    await eventually('nginx', () =>
      dial({ port }).then(
        (socket) => !!socket.destroy(),
        () => false,
      ),
    );
    return recorded;
  };
});
