import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import {
  aacTrack,
  av1Track,
  avcTrack,
  ChunkWriter,
  commandMessage,
  controlMessage,
  helloOf,
  hevcTrack,
  opusTrack,
  RTMP,
  type MediaUnit,
} from '#libs/media';
import { eventually, freePort, requirePackage, seededRandom, testPicture, testTone } from '#libs/testing';
import { RtmpServer } from '../ingest/rtmp.server.js';
import { ASC, AVCC } from '../ingest/rtmp-encoder.peer.js';
import { TEST_KEY, TestStream } from '../ingest/test-stream.js';
import { MediaCertificate } from '../media-certificate.js';
import { rtmpAddress } from './rtmp-address.js';
import { RtmpClient } from './rtmp-client.js';
import { retryPauseMs, RtmpRelay, type RelayStatus, type RtmpRelayOptions } from './rtmp-relay.js';

const run = promisify(execFile);
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];
const PICTURE = testPicture({ fps: 25, seconds: 2 });
const SOUND = testTone({ seconds: 2 });
const CODECS = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 2 -g 25 -c:a aac -ac 2'.split(' ');
const H264 = avcTrack(AVCC);
const AAC = aacTrack(ASC);
/** By libx265 and libaom. */
const HEVC = hevcTrack(
  Buffer.from(
    '0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959809' +
      'a10001002a42010101600000030090000003000003003ca00a480b9c9596566924caf0168080000003008000000504a2' +
      '000100074401c172b46240',
    'hex',
  ),
);
const AV1 = av1Track(Buffer.from('812000000a0d200000043cfeccdaf92021a004', 'hex'));

let folder: string;
let certificate: MediaCertificate;
const closers: (() => Promise<unknown> | void)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'relay-'));
  certificate = await MediaCertificate.open({ files: null, dataDir: folder, host: 'localhost' });
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rm(folder, { recursive: true }));

const target = async (
  port = 0,
  isSecure = false,
): Promise<{ stream: TestStream; server: RtmpServer; port: number }> => {
  const stream = new TestStream();
  const server = new RtmpServer({
    gate: stream,
    protocol: isSecure ? 'rtmps' : 'rtmp',
    ...(isSecure && { certificate: () => certificate.current() }),
  });
  closers.push(() => server.close());
  return { stream, server, port: await server.listen(port, '127.0.0.1') };
};

const dial = async ({ port }: { port: number }): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  await Promise.race([once(socket, 'connect'), once(socket, 'close').then(() => Promise.reject(new Error('refused')))]);
  return socket;
};

const relay = (port: number, options: Partial<RtmpRelayOptions> = {}): { relay: RtmpRelay; states: RelayStatus[] } => {
  const states: RelayStatus[] = [];
  const made = new RtmpRelay({
    url: `rtmp://localhost:${port}/live`,
    key: TEST_KEY,
    dial,
    onChange: (status) => states.push(status),
    random: () => 0,
    ...options,
    times: { minRetryMs: 20, maxRetryMs: 40, ...options.times },
  });
  closers.push(() => made.end());
  return { relay: made, states };
};

const until = (one: RtmpRelay, state: RelayStatus['state']): Promise<unknown> =>
  eventually(`the relay to be ${state}`, () => one.status.state === state);

/** 25 frames a second with a key frame in each, and sound, from `fromMs`. */
const broadcast = (fromMs: number, seconds: number): MediaUnit[] =>
  Array.from({ length: seconds * 25 }, (_, frame): MediaUnit[] => {
    const dts = (fromMs + frame * 40) * 1000;
    const nal = Buffer.alloc(200 + frame, frame);
    nal.writeUInt32BE(nal.length - 4);
    return [
      { kind: 'video', isKey: frame % 25 === 0, dts, pts: dts + 80_000, data: nal },
      { kind: 'audio', isKey: true, dts: dts + 5_000, pts: dts + 5_000, data: Buffer.from(`sound ${frame}`) },
    ];
  }).flat();

const comparable = (units: MediaUnit[]): unknown[] =>
  units.map(({ dts, pts, ...unit }) => ({ ...unit, dts: dts - units[0]!.dts, pts: pts - units[0]!.dts }));

describe('RtmpRelay', () => {
  it.each(['rtmp', 'rtmps'])('brings every unit to another server over %s', async (scheme) => {
    const { stream, port } = await target(0, scheme === 'rtmps');
    const { relay: one, states } = relay(port, {
      url: `${scheme}://localhost:${port}/live`,
      tls: { ca: certificate.current().cert },
    });
    one.begin([H264, AAC]);
    await until(one, 'live');
    const units = broadcast(1_000, 3);
    for (const unit of units) one.write(unit);
    await eventually('all units', () => stream.units.length === units.length);
    expect(comparable(stream.units)).toEqual(comparable(units));
    expect(stream.tracks).toEqual([H264, AAC]);
    one.end();
    await eventually('the end', () => stream.ends.length === 1);
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'live', 'off']);
    expect(one.stats).toEqual({ sent: units.length, dropped: 0 });
  });

  it.each([HEVC, AV1])('sends $codec and Opus to a server that lists them', async (track) => {
    const { stream, port } = await target();
    const { relay: one } = relay(port);
    one.begin([track, opusTrack(2)]);
    await until(one, 'live');
    // AV1 is shown in the order it is decoded in.
    const units = broadcast(0, 1).map((unit) => (track.codec === 'av1' ? { ...unit, pts: unit.dts } : unit));
    for (const unit of units) one.write(unit);
    await eventually('all units', () => stream.units.length === units.length);
    expect(comparable(stream.units)).toEqual(comparable(units));
    expect(stream.tracks).toEqual([track, opusTrack(2)]);
    expect(one.status.audio).toBe('copied');
  });

  it('comes back after its target was killed, with a key frame', async () => {
    const first = await target();
    const { relay: one, states } = relay(first.port);
    one.begin([H264, AAC]);
    await until(one, 'live');
    one.write(broadcast(0, 1)[0]!);
    await eventually('the first unit', () => first.stream.units.length === 1);
    await first.server.close();
    await until(one, 'failed');
    expect(states.at(-1)).toMatchObject({ error: 'relay.lost', reason: 'The portal stops.' });

    const second = await target(first.port);
    await until(one, 'live');
    for (const unit of broadcast(400, 2).slice(10)) one.write(unit);
    await eventually('the units', () => second.stream.units.length === 50);
    expect(second.stream.units[0]).toMatchObject({ kind: 'video', isKey: true });
    expect(one.status).toEqual({ state: 'live', error: null, reason: null, audio: 'copied' });
  });

  it('says in words and in a code why it failed, and never with the key', async () => {
    const { port, stream } = await target(0, true);
    const plain = await target();
    const { relay: wrong } = relay(plain.port, { key: 'live_wrong' });
    wrong.begin([H264]);
    await until(wrong, 'failed');
    expect(wrong.status).toMatchObject({ error: 'target.auth_failed', reason: 'The stream key is not valid.' });

    const { relay: untrusted } = relay(port, { url: `rtmps://localhost:${port}/live` });
    untrusted.begin([H264]);
    await until(untrusted, 'failed');
    expect(untrusted.status).toMatchObject({ error: 'target.untrusted', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });

    const { relay: other } = relay(port, {
      url: `rtmps://other.example:${port}/live`,
      tls: { ca: certificate.current().cert },
    });
    other.begin([H264]);
    await until(other, 'failed');
    expect(other.status).toMatchObject({ error: 'target.untrusted', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' });

    const { relay: nonsense } = relay(port, { url: 'rtmp://localhost/', key: '' });
    nonsense.begin([H264]);
    await until(nonsense, 'failed');
    expect(nonsense.status.error).toBe('target.invalid');
    expect(stream.requests).toEqual([]);
  });

  it('gives up a target that does not answer, speaks something else or does not take the stream', async () => {
    const behaviours: [string, (socket: Socket) => void, string][] = [
      ['silent', () => undefined, 'target.timeout'],
      ['web', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'target.protocol'],
      ['closing', (socket) => socket.end(), 'relay.lost'],
    ];
    for (const [, behave, error] of behaviours) {
      const port = await fakeTarget(behave);
      const { relay: one } = relay(port, { times: { connectMs: 50, minRetryMs: 10_000, maxRetryMs: 10_000 } });
      one.begin([H264]);
      await until(one, 'failed');
      expect(one.status.error).toBe(error);
    }
  });

  it('gives up a target that takes nothing any more, with a bounded queue', async () => {
    const { port } = await target();
    let socket: Socket | undefined;
    const middle = createServer(async (near) => {
      const far = await dial({ port });
      near.on('error', () => undefined).on('data', (bytes: Buffer) => far.write(bytes));
      far.on('data', (bytes: Buffer) => near.write(bytes));
      closers.push(() => void [near.destroy(), far.destroy()]);
      socket = near;
    });
    closers.push(() => new Promise((resolve) => middle.close(resolve)));
    middle.listen(0, '127.0.0.1');
    await once(middle, 'listening');
    const { relay: one } = relay((middle.address() as { port: number }).port, {
      times: { stallMs: 1, minRetryMs: 10_000, maxRetryMs: 10_000 },
    });
    one.begin([H264]);
    await until(one, 'live');
    socket!.pause();
    const data = Buffer.alloc(1 << 20);
    let frame = 0;
    await eventually('it to give up', () => {
      one.write({ kind: 'video', isKey: true, dts: frame * 1000, pts: frame++ * 1000, data });
      return one.status.state === 'failed';
    });
    expect(one.status.error).toBe('relay.stalled');
    expect(one.stats.dropped).toBeGreaterThan(0);
  });

  it('waits twice as long after every failure, up to a minute', () => {
    const times = { minRetryMs: 2_000, maxRetryMs: 60_000 };
    expect([0, 1, 2, 5, 99].map((failures) => retryPauseMs(failures, times, 1))).toEqual([
      2_000, 4_000, 8_000, 60_000, 60_000,
    ]);
    expect(retryPauseMs(1, times, 0)).toBe(2_000);
  });

  it('outlasts a short interruption, and leaves after a long one', async () => {
    const { stream, port } = await target();
    const { relay: one } = relay(port, { times: { lingerMs: 100 } });
    one.begin([H264, AAC]);
    await until(one, 'live');
    one.write(broadcast(0, 1)[0]!);
    one.interrupt();
    one.begin([H264, AAC]);
    one.write(broadcast(9_000, 1)[0]!);
    await eventually('both units', () => stream.units.length === 2);
    expect(stream.units[1]!.dts - stream.units[0]!.dts).toBe(20_000);
    one.interrupt();
    await eventually('it to leave', () => stream.ends.length === 1);
    expect(one.status.state).toBe('off');
    one.begin([H264, AAC]);
    await until(one, 'live');
    expect(stream.requests).toHaveLength(2);
  });
});

const NGINX = '/usr/sbin/nginx';
const hasNginx =
  requirePackage('nginx', NGINX) && requirePackage('libnginx-mod-rtmp', '/usr/lib/nginx/modules/ngx_rtmp_module.so');

describe.skipIf(!hasNginx || !requirePackage('ffmpeg', '/usr/bin/ffmpeg'))('RtmpRelay to nginx', () => {
  it('has every packet of ffmpeg recorded there, decodable', async () => {
    const file = path.join(folder, 'source.flv');
    await run('ffmpeg', [...QUIET, ...PICTURE, ...SOUND, ...CODECS, file]);
    const ingest = await target();
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
    const { relay: one } = relay(port);
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
    const { relay: hevc } = relay(port);
    hevc.begin([HEVC]);
    await until(hevc, 'failed');
    expect(hevc.status.error).toBe('stream.unsupported');
    const { relay: opus } = relay(port, { key: 'other' });
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
    const home = await mkdtemp(path.join(folder, 'nginx-'));
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
    closers.push(async () => {
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

it('a client breaks nothing whatever its target answers', async () => {
  const random = seededRandom(15);
  const replies = answersOf();
  const port = await fakeTarget((socket) => {
    const bytes = Buffer.from(replies);
    for (let hit = 0; hit < 4; hit++) bytes[random.below(bytes.length)] = random.below(256);
    const answer = random.below(3) ? bytes : random.bytes(1 + random.below(300));
    socket.end(Buffer.concat([helloOf(), Buffer.alloc(1536), answer.subarray(0, 1 + random.below(answer.length))]));
  });
  const publish = async (): Promise<unknown> => {
    const address = { ...rtmpAddress('rtmp://localhost/live', 'secret'), port };
    const client = await RtmpClient.publish(await dial(address), address, new AbortController().signal);
    return client.ended;
  };
  for (let round = 0; round < 500; round += 25) {
    const ends = await Promise.all(Array.from({ length: 25 }, () => publish().catch((error: unknown) => error)));
    for (const end of ends) {
      expect(end).toBeInstanceOf(DomainError);
      expect(JSON.stringify((end as DomainError).details ?? '')).not.toContain('secret');
    }
  }
});

describe('rtmpAddress', () => {
  it.each([
    [
      'rtmp://live.twitch.tv/app',
      'k',
      { isSecure: false, host: 'live.twitch.tv', port: 1935, app: 'app', name: 'k', url: 'rtmp://live.twitch.tv/app' },
    ],
    [
      'rtmps://x.example:1936/live/',
      'k',
      { isSecure: true, port: 1936, app: 'live', url: 'rtmps://x.example:1936/live' },
    ],
    ['rtmps://[::1]/a/b?c=d', 'k', { host: '::1', port: 443, app: 'a/b?c=d', url: 'rtmps://[::1]/a/b?c=d' }],
    ['rtmp://x.example/live/key', '', { app: 'live', name: 'key', url: 'rtmp://x.example/live' }],
  ])('of %s with key %j', (url, key, address) => {
    expect(rtmpAddress(url, key)).toMatchObject(address);
  });

  it.each(['http://x/live', 'rtmp:///live', 'nonsense', 'rtmp://x.example'])('refuses %s', (url) => {
    expect(() => rtmpAddress(url, 'k')).toThrow();
  });
});

/** What a server says to a client that publishes. */
const answersOf = (): Buffer => {
  const writer = new ChunkWriter();
  const status = { level: 'status', code: 'NetStream.Publish.Start', description: 'secret' };
  const messages = [
    controlMessage(RTMP.windowSize, 2_500_000),
    commandMessage(0, '_result', 1, { fmsVer: 'FMS' }, { fourCcList: ['hvc1'] }),
    commandMessage(0, '_result', 4, null, 1),
    commandMessage(1, 'onStatus', 0, null, status),
  ];
  return Buffer.concat(messages.flatMap((message) => writer.write(message)));
};

const fakeTarget = async (behave: (socket: Socket) => void): Promise<number> => {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
    closers.push(() => void socket.destroy());
    behave(socket);
  });
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
};
