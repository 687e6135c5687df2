import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildRtpPacket, type MediaUnit } from '#libs/media';
import { closed, eventually, mutate, requirePackage, seededRandom, testPicture, testTone } from '#libs/testing';
import { MediaCertificate } from '../media-certificate.js';
import { RtspServer } from './rtsp.server.js';
import { TEST_KEY, TestStream } from './test-stream.js';

const run = promisify(execFile);
const SECONDS = 4;
const SOURCE = testPicture({ seconds: SECONDS });
const SOUND = testTone({ seconds: SECONDS });
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];

describe.skipIf(!requirePackage('ffmpeg', '/usr/bin/ffmpeg'))('RTSPS ingest', () => {
  let folder: string;
  let certificate: MediaCertificate;
  let stream: TestStream;
  const servers: RtspServer[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rtsp-'));
    certificate = await MediaCertificate.open({ files: null, dataDir: folder, host: 'localhost' });
  });

  beforeEach(() => {
    stream = new TestStream();
  });

  afterAll(async () => {
    for (const server of servers) await server.close();
    await rm(folder, { recursive: true });
  });

  const listen = async (times: { recordMs?: number; silentMs?: number } = {}): Promise<number> => {
    const server = new RtspServer({ gate: stream, certificate: () => certificate.current(), times });
    servers.push(server);
    return server.listen(0, '127.0.0.1');
  };

  /** Encodes once, publishes the file, and counts its packets. */
  const publish = async (port: number, codecs: string[], key = TEST_KEY): Promise<{ video: number; audio: number }> => {
    const file = path.join(folder, `${codecs.join('').replaceAll(/\W/g, '')}.mkv`);
    await run('ffmpeg', [...QUIET, ...SOURCE, ...SOUND, '-ac', '2', ...codecs, file]);
    const address = `rtsps://127.0.0.1:${port}/live/${key}`;
    await run('ffmpeg', [
      ...QUIET,
      '-i',
      file,
      '-c',
      'copy',
      '-max_delay',
      '0',
      '-f',
      'rtsp',
      '-rtsp_transport',
      'tcp',
      address,
    ]);
    const probe = ['-v', 'error', '-count_packets', '-show_entries', 'stream=nb_read_packets', '-of', 'csv=p=0', file];
    const [video = 0, audio = 0] = (await run('ffprobe', probe)).stdout.trim().split('\n').map(Number);
    return { video, audio };
  };

  const X264 = ['-c:v', 'libx264', '-preset', 'veryfast', '-g', '30'];
  const AAC = ['-c:a', 'aac'];
  const OPUS = ['-c:a', 'libopus', '-frame_duration', '20'];

  const expectOrder = (units: MediaUnit[]): void => {
    for (const [index, { dts, pts }] of units.entries()) {
      expect(dts).toBeGreaterThanOrEqual(units[index - 1]?.dts ?? 0);
      expect(pts).toBeGreaterThanOrEqual(dts);
    }
  };

  it('takes every packet of H.264 and AAC, on one timeline', async () => {
    const sent = await publish(await listen(), [...X264, '-bf', '0', ...AAC]);
    await eventually('the encoder to leave', () => stream.ends.length > 0);

    expect(stream.ends).toEqual(['left']);
    // This encoder gathers AAC frames for a packet and forgets the last it has not sent.
    expect({ video: stream.of('video').length, audio: stream.of('audio').length + 1 }).toEqual(sent);
    expect(sent.video).toBe(SECONDS * 30);
    expect(stream.tracks).toMatchObject([
      { codec: 'h264', width: 320, height: 180 },
      { codec: 'aac', sampleRate: 48_000, channels: 2 },
    ]);
    expectOrder(stream.of('video'));
    expectOrder(stream.of('audio'));
    expect(stream.of('video').every(({ dts, pts }) => dts === pts)).toBe(true);
    const [video, audio] = [stream.of('video'), stream.of('audio')];
    expect(Math.abs(video[0]!.pts - audio[0]!.pts)).toBeLessThan(50_000);
    const length = ((SECONDS * 30 - 1) * 1e6) / 30;
    expect(Math.abs(video.at(-1)!.pts - video[0]!.pts - length)).toBeLessThan(1000);
    expect(stream.requests).toMatchObject([
      { protocol: 'rtsps', address: '127.0.0.1', userAgent: expect.stringContaining('Lavf') },
    ]);
  });

  it('derives decode times where the encoder uses B-frames', async () => {
    const sent = await publish(await listen(), [...X264, '-bf', '2', ...AAC]);
    await eventually('the encoder to leave', () => stream.ends.length > 0);

    const video = stream.of('video');
    expect(video).toHaveLength(sent.video);
    expectOrder(video);
    expect(video.some(({ dts, pts }) => pts > dts)).toBe(true);
    expect(new Set(video.map(({ dts }) => dts)).size).toBe(video.length);
    expect(video.filter(({ isKey }) => isKey)).toHaveLength(SECONDS);
  });

  it('takes Opus and HEVC', async () => {
    const sent = await publish(await listen(), [
      '-c:v',
      'libx265',
      '-x265-params',
      'log-level=none:keyint=30:bframes=2',
      ...OPUS,
    ]);
    await eventually('the encoder to leave', () => stream.ends.length > 0);

    expect({ video: stream.of('video').length, audio: stream.of('audio').length }).toEqual(sent);
    expect(stream.tracks).toMatchObject([{ codec: 'hevc', width: 320, height: 180 }, { codec: 'opus' }]);
    expectOrder(stream.of('video'));
  });

  it('tells the encoder why it is refused', async () => {
    const port = await listen();
    await expect(publish(port, [...X264, ...AAC], 'live_wrong')).rejects.toThrow('403 The stream key is not valid.');
    await expect(publish(port, ['-c:v', 'mpeg4', ...AAC])).rejects.toThrow('415 Publish H.264');
    expect(stream.requests).toHaveLength(1);
  });

  describe('with a client of our own', () => {
    const dial = async (port: number): Promise<TLSSocket> => {
      const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
      await once(socket, 'secureConnect');
      return socket.on('error', () => undefined);
    };
    const SDP =
      'v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nm=audio 0 RTP/AVP 97\r\na=rtpmap:97 opus/48000/2\r\na=control:streamid=0\r\n';
    const request = (method: string, headers: string[] = [], body = '', key = TEST_KEY): string =>
      [
        `${method} rtsps://h/live/${key}${method === 'SETUP' ? '/streamid=0' : ''} RTSP/1.0`,
        'CSeq: 7',
        ...headers,
        `Content-Length: ${body.length}`,
        '',
        body,
      ].join('\r\n');
    const ask = async (socket: TLSSocket, text: string): Promise<string> => {
      socket.write(text);
      const [answer] = (await once(socket, 'data')) as [Buffer];
      return answer.toString();
    };
    const OVER_TCP = 'Transport: RTP/AVP/TCP;unicast;interleaved=0-1;mode=record';

    it('refuses UDP, so that the client asks for TCP', async () => {
      const socket = await dial(await listen());
      expect(await ask(socket, request('ANNOUNCE', [], SDP))).toMatch(/^RTSP\/1.0 200 OK\r\n(.*\r\n)*CSeq: 7\r\n/);
      expect(await ask(socket, request('SETUP', ['Transport: RTP/AVP;unicast;client_port=5000-5001']))).toContain(
        ' 461 ',
      );
      expect(await ask(socket, request('SETUP', [OVER_TCP]))).toContain('interleaved=0-1');
      expect(await ask(socket, request('RECORD'))).toContain(' 200 ');
      socket.destroy();
    });

    it('notices an encoder that is silent, and one that never records', async () => {
      const port = await listen({ silentMs: 60, recordMs: 60 });
      const idle = await dial(port);
      await closed(idle.resume());

      const silent = await dial(port);
      await ask(silent, request('ANNOUNCE', [], SDP));
      await ask(silent, request('SETUP', [OVER_TCP]));
      await ask(silent, request('RECORD'));
      silent.write(rtpFrame(1, [0xf8]));
      await closed(silent.resume());
      expect(stream.ends).toEqual(['silent']);
      expect(stream.units).toHaveLength(1);
    });

    it('reads nothing of the media before the gate is open', async () => {
      const socket = await dial(await listen());
      const early = Buffer.concat([Buffer.from(request('OPTIONS')), Buffer.from([0x24, 0, 0, 4, 1, 2, 3, 4])]);
      socket.write(early);
      await closed(socket.resume());
      expect(stream.requests).toEqual([]);
    });

    it('closes the connection of a publisher that is replaced', async () => {
      const socket = await dial(await listen());
      await ask(socket, request('ANNOUNCE', [], SDP));
      stream.publisher!.close('revoked');
      await closed(socket.resume());
      expect(stream.ends).toEqual(['revoked']);
    });

    it('takes publishers after dialogues of all kinds', async () => {
      const port = await listen({ silentMs: 1000, recordMs: 1000 });
      const random = seededRandom(23);
      const media = Buffer.concat(Array.from({ length: 20 }, (_, index) => rtpFrame(index, [0xf8, index])));
      const dialogue = Buffer.concat([
        Buffer.from(
          request('OPTIONS') + request('ANNOUNCE', [], SDP) + request('SETUP', [OVER_TCP]) + request('RECORD'),
        ),
        media,
        Buffer.from(request('TEARDOWN')),
      ]);
      for (let round = 0; round < 60; round++) {
        const socket = await dial(port);
        socket.resume().end(mutate(dialogue, random));
        await closed(socket);
      }
      const before = stream.units.length;
      const socket = await dial(port);
      socket.resume().end(dialogue);
      await closed(socket);
      expect(stream.units.length - before).toBe(20);
    });

    it('survives requests that are too long or no RTSP at all', async () => {
      const port = await listen();
      const answers = await Promise.all(
        [
          '\x16\x03nonsense\r\n\r\n',
          `OPTIONS ${'x'.repeat(20_000)}`,
          request('ANNOUNCE').replace('Length: 0', 'Length: 70000'),
        ].map(async (text) => ask(await dial(port), text)),
      );
      expect(answers.map((answer) => answer.slice(0, 12))).toEqual(['RTSP/1.0 400', 'RTSP/1.0 400', 'RTSP/1.0 413']);
    });
  });
});

/** On channel 0. */
const rtpFrame = (sequence: number, payload: number[]): Buffer => {
  const packet = {
    payloadType: 97,
    isMarked: false,
    sequence,
    timestamp: sequence * 960,
    ssrc: 1,
    payload: Buffer.from(payload),
  };
  const rtp = buildRtpPacket(packet);
  return Buffer.concat([Buffer.from([0x24, 0, 0, rtp.length]), rtp]);
};
