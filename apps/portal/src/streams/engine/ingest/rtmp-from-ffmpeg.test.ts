import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, requirePackage, testPicture, testTone } from '#libs/testing';
import { MediaCertificate } from '../media-certificate.js';
import { useRtmpLab } from './rtmp-lab.peer.js';
import { TEST_KEY } from './test-stream.js';

const run = promisify(execFile);
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];
const CODECS = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 2 -g 25 -c:a aac -ac 2'.split(' ');

const lab = useRtmpLab();

describe.skipIf(!requirePackage('ffmpeg', '/usr/bin/ffmpeg'))('RTMP from ffmpeg', () => {
  let folder: string;
  let file: string;
  let certificate: MediaCertificate;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rtmp-'));
    certificate = await MediaCertificate.open({ files: null, dataDir: folder, host: 'localhost' });
    file = path.join(folder, 'source.flv');
    await run('ffmpeg', [
      ...QUIET,
      ...testPicture({ fps: 25, seconds: 2 }),
      ...testTone({ seconds: 2 }),
      ...CODECS,
      file,
    ]);
  });

  afterAll(() => rm(folder, { recursive: true }));

  const send = (scheme: string, port: number, key = TEST_KEY, ...codecs: string[]): Promise<unknown> => {
    const address = `${scheme}://127.0.0.1:${port}/live/${key}`;
    return run('ffmpeg', [
      ...QUIET,
      // As fast as it plays: what has sent everything before it hears of a refusal is content.
      ...(codecs.length > 0 ? ['-re'] : []),
      '-i',
      file,
      ...(codecs.length > 0 ? codecs : ['-c', 'copy']),
      '-f',
      'flv',
      address,
    ]);
  };

  /** As ffprobe reads the file: kind, key, decoded at, shown at, in milliseconds after the first. */
  const packetsOf = async (source: string): Promise<unknown[]> => {
    const entries = 'packet=codec_type,dts,pts,flags';
    const { stdout } = await run('ffprobe', ['-v', 'error', '-of', 'json', '-show_entries', entries, source]);
    const { packets } = JSON.parse(stdout) as {
      packets: { codec_type: string; dts: number; pts: number; flags: string }[];
    };
    const origin = packets[0]!.dts;
    return packets.map((packet) => {
      const { codec_type: kind, dts: at, pts, flags } = packet;
      return [kind, flags.startsWith('K'), at - origin, pts - origin];
    });
  };

  it.each(['rtmp', 'rtmps'] as const)('takes every packet over %s', async (protocol) => {
    const { port } = await lab.listen({
      protocol,
      ...(protocol === 'rtmps' && { certificate: () => certificate.current() }),
    });
    await send(protocol, port);
    await eventually('the end', () => lab.stream.ends.length === 1);
    expect(lab.stream.ends).toEqual(['left']);
    expect(lab.stream.tracks).toMatchObject([
      { codec: 'h264', width: 320, height: 180 },
      { codec: 'aac', sampleRate: 48_000, channels: 2 },
    ]);
    const origin = lab.stream.units[0]!.dts;
    const got = lab.stream.units.map(({ kind, isKey, dts: at, pts }) => [
      kind,
      isKey,
      (at - origin) / 1000,
      (pts - origin) / 1000,
    ]);
    expect(got).toEqual(await packetsOf(file));
    expect(lab.stream.of('video')).toHaveLength(50);
    expect(lab.stream.requests).toMatchObject([{ protocol, key: TEST_KEY, address: '127.0.0.1' }]);
    expect(lab.stream.requests[0]!.userAgent).toMatch(/^FMLE/);
  });

  it.each([
    ['a wrong key', 'live_wrong', [], 'The stream key is not valid.'],
    ['a codec nobody knows', TEST_KEY, ['-c:v', 'flv', '-an'], 'This codec cannot be used here: FLV video 2.'],
    ['sound nobody knows', TEST_KEY, ['-c:v', 'copy', '-c:a', 'pcm_s16le', '-ar', '44100'], 'FLV audio 3.'],
  ])('says why it refuses %s', async (_name, key, codecs, words) => {
    const { port } = await lab.listen();
    await expect(send('rtmp', port, key, ...codecs)).rejects.toMatchObject({
      stderr: expect.stringContaining(words) as string,
    });
  });

  it('says why it refuses a second publisher, and the first goes on', async () => {
    const { port } = await lab.listen();
    const first = await lab.publish(port);
    first.configure();
    first.video(0);
    await eventually('the first', () => lab.stream.units.length === 1);
    await expect(send('rtmp', port)).rejects.toMatchObject({
      stderr: expect.stringContaining('Somebody publishes to this stream already.') as string,
    });
    first.video(40);
    await eventually('the next', () => lab.stream.units.length === 2);
  });

  it('shows a renewed certificate to the next connection', async () => {
    let shown = certificate.current();
    const { port } = await lab.listen({ protocol: 'rtmps', certificate: () => shown });
    const fingerprint = async (): Promise<string> => {
      const socket = connectTls({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      const { fingerprint256 } = socket.getPeerCertificate();
      socket.destroy();
      return fingerprint256;
    };
    const before = await fingerprint();
    expect(await fingerprint()).toBe(before);
    const other = await mkdtemp(path.join(folder, 'renewed-'));
    shown = (await MediaCertificate.open({ files: null, dataDir: other, host: 'localhost' })).current();
    expect(await fingerprint()).not.toBe(before);
  });
});
