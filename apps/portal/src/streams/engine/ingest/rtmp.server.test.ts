import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import {
  ChunkWriter,
  commandMessage,
  encodeAmf0,
  helloOf,
  RTMP,
  type MediaUnit,
  type OutgoingMessage,
} from '#libs/media';
import { eventually, requirePackage, seededRandom, testPicture, testTone } from '#libs/testing';
import { MediaCertificate } from '../media-certificate.js';
import type { Publication, Publisher, PublishRequest } from '../publishing.js';
import { ASC, AVCC, RtmpEncoder } from './rtmp-encoder.peer.js';
import { RtmpServer, type RtmpServerOptions } from './rtmp.server.js';
import { streamKeyOf } from './rtmp-stream-key.js';
import { TEST_KEY, TestStream } from './test-stream.js';

const run = promisify(execFile);
const QUIET = ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y'];
const PICTURE = testPicture({ fps: 25, seconds: 2 });
const SOUND = testTone({ seconds: 2 });
const CODECS = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -bf 2 -g 25 -c:a aac -ac 2'.split(' ');

/** Lets in the first publisher only. */
class OnePublisher extends TestStream {
  override open(request: PublishRequest, publisher: Publisher): Promise<Publication> {
    if (this.live.publisher) return Promise.reject(new DomainError('stream.already_live'));
    return super.open(request, publisher);
  }
}

let stream: TestStream;
let faults: unknown[];
const closers: (() => Promise<unknown> | void)[] = [];

beforeEach(() => {
  stream = new OnePublisher();
  faults = [];
});

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
  if (faults.length > 0) throw new Error('The server had faults.', { cause: faults });
});

const listen = async (options: Partial<RtmpServerOptions> = {}): Promise<{ server: RtmpServer; port: number }> => {
  const server = new RtmpServer({ gate: stream, protocol: 'rtmp', onFault: (error) => faults.push(error), ...options });
  closers.push(() => server.close());
  return { server, port: await server.listen(0, '127.0.0.1') };
};

const publish = async (port: number, key?: string): Promise<RtmpEncoder> => {
  const encoder = await RtmpEncoder.publish(await dial(port), key);
  closers.push(() => encoder.client.close());
  return encoder;
};

const dial = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  closers.push(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
};

const dts = (units: MediaUnit[]): number[] => units.map((unit) => unit.dts / 1000);

describe.skipIf(!requirePackage('ffmpeg', '/usr/bin/ffmpeg'))('RTMP from ffmpeg', () => {
  let folder: string;
  let file: string;
  let certificate: MediaCertificate;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rtmp-'));
    certificate = await MediaCertificate.open({ files: null, dataDir: folder, host: 'localhost' });
    file = path.join(folder, 'source.flv');
    await run('ffmpeg', [...QUIET, ...PICTURE, ...SOUND, ...CODECS, file]);
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
    const { port } = await listen({
      protocol,
      ...(protocol === 'rtmps' && { certificate: () => certificate.current() }),
    });
    await send(protocol, port);
    await eventually('the end', () => stream.ends.length === 1);
    expect(stream.ends).toEqual(['left']);
    expect(stream.tracks).toMatchObject([
      { codec: 'h264', width: 320, height: 180 },
      { codec: 'aac', sampleRate: 48_000, channels: 2 },
    ]);
    const origin = stream.units[0]!.dts;
    const got = stream.units.map(({ kind, isKey, dts: at, pts }) => [
      kind,
      isKey,
      (at - origin) / 1000,
      (pts - origin) / 1000,
    ]);
    expect(got).toEqual(await packetsOf(file));
    expect(stream.of('video')).toHaveLength(50);
    expect(stream.requests).toMatchObject([{ protocol, key: TEST_KEY, address: '127.0.0.1' }]);
    expect(stream.requests[0]!.userAgent).toMatch(/^FMLE/);
  });

  it.each([
    ['a wrong key', 'live_wrong', [], 'The stream key is not valid.'],
    ['a codec nobody knows', TEST_KEY, ['-c:v', 'flv', '-an'], 'This codec cannot be used here: FLV video 2.'],
    ['sound nobody knows', TEST_KEY, ['-c:v', 'copy', '-c:a', 'pcm_s16le', '-ar', '44100'], 'FLV audio 3.'],
  ])('says why it refuses %s', async (_name, key, codecs, words) => {
    const { port } = await listen();
    await expect(send('rtmp', port, key, ...codecs)).rejects.toMatchObject({
      stderr: expect.stringContaining(words) as string,
    });
  });

  it('says why it refuses a second publisher, and the first goes on', async () => {
    const { port } = await listen();
    const first = await publish(port);
    first.configure();
    first.video(0);
    await eventually('the first', () => stream.units.length === 1);
    await expect(send('rtmp', port)).rejects.toMatchObject({
      stderr: expect.stringContaining('Somebody publishes to this stream already.') as string,
    });
    first.video(40);
    await eventually('the next', () => stream.units.length === 2);
  });

  it('shows a renewed certificate to the next connection', async () => {
    let shown = certificate.current();
    const { port } = await listen({ protocol: 'rtmps', certificate: () => shown });
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

describe('the clocks of RTMP', () => {
  const sendVideo = async (timestamps: number[]): Promise<number[]> => {
    const { port } = await listen();
    const encoder = await publish(port);
    encoder.configure();
    for (const timestamp of timestamps) encoder.video(timestamp);
    await eventually('all units', () => stream.units.length === timestamps.length);
    return dts(stream.units);
  };

  it('go on over the end of 32 bits', async () => {
    const end = 2 ** 32;
    expect(await sendVideo([end - 80, end - 40, 0, 40])).toEqual([1000, 1040, 1080, 1120]);
  });

  it('never go backwards', async () => {
    expect(await sendVideo([0, 40, 80, 40, 120])).toEqual([0, 40, 80, 80, 120]);
  });

  it('go on when the encoder begins anew or leaps', async () => {
    expect(await sendVideo([5_000, 5_040, 0, 40, 90_000, 90_040])).toEqual([5_000, 5_040, 5_060, 5_100, 5_120, 5_160]);
  });

  it('keep 10 s of silence in one track', async () => {
    const { port } = await listen();
    const encoder = await publish(port);
    encoder.configure();
    encoder.audio(0);
    for (let at = 0; at <= 12_000; at += 40) encoder.video(at);
    encoder.audio(12_000);
    await eventually('the sound after it', () => stream.of('audio').length === 2);
    expect(dts(stream.of('audio'))).toEqual([0, 12_000]);
    expect(stream.of('video')).toHaveLength(301);
  });
});

describe('a publisher', () => {
  it('is told how many tracks to expect by the metadata, so that one is enough', async () => {
    const { port } = await listen();
    const encoder = await publish(port);
    encoder.send(RTMP.data, 0, encodeAmf0('@setDataFrame', 'onMetaData', { videocodecid: 7, width: 320 }));
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 0, 0, 0, 0]), AVCC);
    encoder.video(0);
    await eventually('the track', () => stream.tracks.length === 1);
  });

  it('may change its configuration, and have lengths of two bytes', async () => {
    const { port } = await listen();
    const encoder = await publish(port);
    const short = Buffer.from(AVCC);
    short[4] = 0xfd;
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 0, 0, 0, 0]), short);
    encoder.send(RTMP.audio, 0, Buffer.from([0xaf, 0]), ASC);
    encoder.send(RTMP.video, 0, Buffer.from([0x17, 1, 0, 0, 0, 0, 2, 0x65, 0x88]));
    encoder.send(RTMP.video, 20, Buffer.from([0x27, 1, 0, 0, 0, 0, 9, 0x65, 0x88]));
    encoder.configure();
    encoder.video(40);
    await eventually('both units', () => stream.units.length === 2);
    expect(stream.units.map(({ data }) => data.toString('hex'))).toEqual(['000000026588', '000000026588']);
  });

  it('publishes once on a connection; asking again changes nothing', async () => {
    const { port } = await listen();
    const socket = await dial(port);
    const tags = [
      [0x17, 0, 0, 0, 0, ...AVCC],
      [0x17, 1, 0, 0, 0, 0, 0, 0, 1, 0x65],
    ].map((tag): OutgoingMessage => ({ ...publishCommand(), type: RTMP.video, payload: [Buffer.from(tag)] }));
    const sent = commands(connectCommand(), publishCommand(), publishCommand(), ...tags);
    const answers: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => answers.push(bytes));
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...sent]));
    await eventually('a unit', () => stream.units.length === 1);
    await eventually('the answer', () => Buffer.concat(answers).includes('This connection publishes already.'));
    expect(stream.requests).toHaveLength(1);
  });

  it('is told when another takes over', async () => {
    stream = new TestStream();
    const { port } = await listen();
    const encoder = await publish(port);
    await publish(port);
    expect((await encoder.client.ended).details).toEqual({ reason: 'Another connection publishes this stream now.' });
    expect(stream.ends).toEqual(['replaced']);
  });

  it('is over when nothing comes, or nothing but commands', async () => {
    const { port } = await listen({ limits: { publishMs: 50 } });
    const idle = await dial(port);
    idle.resume();
    await once(idle, 'close');
    expect(stream.requests).toEqual([]);
  });

  it('is over when it has been silent too long', async () => {
    const { port } = await listen({ limits: { silenceMs: 50 } });
    const encoder = await publish(port);
    expect((await encoder.client.ended).details).toEqual({ reason: 'Nothing came for too long.' });
    expect(stream.ends).toEqual(['silent']);
  });

  it('is told when it is closed', async () => {
    const { server, port } = await listen();
    const encoder = await publish(port);
    await server.close();
    expect((await encoder.client.ended).details).toEqual({ reason: 'The portal stops.' });
    expect(stream.ends).toEqual(['shutdown']);
    expect(server.connections).toBe(0);
  });

  it('may go without a word', async () => {
    const { port } = await listen();
    const socket = await dial(port);
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand(), publishCommand())]));
    await eventually('the publisher', () => stream.publisher);
    socket.resetAndDestroy();
    await eventually('its end', () => stream.ends.length === 1);
    expect(stream.ends).toEqual(['left']);
  });

  it('may speak AMF3 and sign its handshake', async () => {
    const { port } = await listen();
    const socket = await dial(port);
    const hello = helloOf();
    hello.writeUInt32BE(0x80000702, 5);
    const amf3 = ({ payload, ...rest }: OutgoingMessage): OutgoingMessage => ({
      ...rest,
      type: RTMP.commandAmf3,
      payload: [Buffer.from([0]), ...payload],
    });
    socket.write(Buffer.concat([hello, Buffer.alloc(1536), ...commands(connectCommand(), amf3(publishCommand()))]));
    await eventually('the publisher', () => stream.publisher);
  });
});

it('asks encoders that cut what they send as they are sent to for long chunks', async () => {
  const { port } = await listen();
  const socket = await dial(port);
  let got = '';
  socket.on('data', (bytes: Buffer) => (got += bytes.toString('hex')));
  socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand())]));
  await eventually('the size of chunks', () => got.includes('02000000000004010000000000010000'));
});

describe('whoever is not let in yet', () => {
  it('has no media read, however much it sends', async () => {
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => (answer = resolve));
    stream.open = async (request, publisher) => {
      await asked;
      return TestStream.prototype.open.call(stream, request, publisher);
    };
    const { port } = await listen();
    const socket = await dial(port);
    const writer = new ChunkWriter();
    const media = writer.setChunkSize(1 << 20);
    for (let at = 0; at < 64; at++)
      media.push(...writer.write({ ...publishCommand(), type: RTMP.audio, payload: [Buffer.alloc(1 << 20, 0xaf)] }));
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), ...commands(connectCommand(), publishCommand())]));
    socket.write(Buffer.concat(media));
    let before = -1;
    await eventually('the flood to stand still', async () => {
      const isStill = before === socket.writableLength;
      before = socket.writableLength;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return isStill;
    });
    expect(socket.writableLength).toBeGreaterThan(40 << 20);
    answer();
    await eventually('the flood to drain', () => socket.writableLength === 0);
  });

  it('may send nothing that is long', async () => {
    const { port } = await listen();
    const socket = await dial(port);
    socket.write(Buffer.concat([helloOf(), Buffer.alloc(1536), Buffer.from('030000000100011400000000', 'hex')]));
    socket.resume();
    await once(socket, 'close');
  });

  it('is refused beyond a number of connections from one address', async () => {
    const { server, port } = await listen({ limits: { maxConnectionsPerAddress: 2 } });
    const [first] = [await dial(port), await dial(port)];
    await eventually('two', () => server.connections === 2);
    const third = await dial(port);
    third.resume();
    await once(third, 'close');
    first.destroy();
    await eventually('room', () => server.connections === 1);
    await publish(port);
  });

  it('breaks nothing with 1,500 malformed connections', async () => {
    const { server, port } = await listen();
    const random = seededRandom(14);
    const start = Buffer.concat([helloOf(), Buffer.alloc(1536)]);
    const good = Buffer.concat(commands(connectCommand(), publishCommand('live_wrong')));
    const attack = async (round: number): Promise<void> => {
      const socket = connect(port, '127.0.0.1');
      const closed = once(socket, 'close');
      socket.on('error', () => undefined);
      socket.resume();
      const bytes = round % 3 === 0 ? random.bytes(1 + random.below(400)) : Buffer.from(good);
      for (let hit = 0; hit < 3; hit++) bytes[random.below(bytes.length)] = random.below(256);
      socket.end(round % 10 === 0 ? bytes : Buffer.concat([start, bytes]));
      await closed;
    };
    for (let round = 0; round < 1_500; round += 25)
      await Promise.all(Array.from({ length: 25 }, (_, index) => attack(round + index)));
    await eventually('all to be gone', () => server.connections === 0);
    const encoder = await publish(port);
    encoder.configure();
    encoder.video(0);
    await eventually('a unit', () => stream.units.length === 1);
  });
});

it.each([
  ['live', 'live_1', 'live_1'],
  ['live', 'live_1?user=a', 'live_1'],
  ['live/?a=b', '/live_1', 'live_1'],
  ['live/live_1', '', 'live_1'],
  ['', 'live/live_1', 'live_1'],
  ['app', 'live_1', ''],
  ['live', '', ''],
  ['live', 'a/b', ''],
  ['live', 'x'.repeat(257), ''],
])('finds in app %j and name %j the key %j', (app, name, key) => {
  expect(streamKeyOf(app, name)).toBe(key);
});

const connectCommand = (): OutgoingMessage => commandMessage(0, 'connect', 1, { app: 'live' });
const publishCommand = (key = TEST_KEY): OutgoingMessage => commandMessage(1, 'publish', 5, null, key, 'live');

const commands = (...messages: OutgoingMessage[]): Buffer[] => {
  const writer = new ChunkWriter();
  return messages.flatMap((message) => writer.write(message));
};
