import { describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import {
  aacTrack,
  avcTrack,
  ChunkReader,
  ChunkWriter,
  decodeAmf0,
  opusTrack,
  parseAudioTag,
  parseVideoTag,
  RTMP,
  type MediaUnit,
  type OutgoingMessage,
  type VideoTrack,
} from '#libs/media';
import { eventually } from '#libs/testing';
import { ASC, AVCC } from '../ingest/rtmp-encoder.peer.js';
import { RelayFeed, type RelayOutlet, type TranscodeToAac } from './rtmp-relay-feed.js';
import { RELAY_CHUNK_BYTES, RelayRuns } from './rtmp-relay-runs.js';

const H264 = avcTrack(AVCC);
const HEVC: VideoTrack = { ...H264, codec: 'hevc' };
const AAC = aacTrack(ASC);

/** A far side that keeps what it is sent. */
class Outlet implements RelayOutlet {
  queuedBytes = 0;
  readonly streamId = 1;
  readonly sent: { type: number; timestamp: number; body: Buffer }[] = [];
  readonly writes: (readonly Buffer[])[] = [];
  readonly fourccs: ReadonlySet<string>;
  private readonly reader = new ChunkReader({ maxMessageBytes: 1 << 20, maxPartialBytes: 1 << 20, maxChunkStreams: 8 });

  constructor(...fourccs: string[]) {
    this.fourccs = new Set(fourccs);
    for (const piece of new ChunkWriter().setChunkSize(RELAY_CHUNK_BYTES)) this.reader.push(piece);
    this.reader.read();
  }

  send({ type, timestamp, payload }: Omit<OutgoingMessage, 'streamId'>): void {
    this.sent.push({ type, timestamp, body: Buffer.concat(payload) });
  }

  write(pieces: readonly Buffer[]): void {
    this.writes.push(pieces);
    for (const piece of pieces) this.reader.push(piece);
    for (let message = this.reader.read(); message; message = this.reader.read())
      this.sent.push({ type: message.type, timestamp: message.timestamp, body: message.payload });
  }

  get times(): [number, number][] {
    return this.sent.map(({ type, timestamp }) => [type, timestamp]);
  }
}

const video = (ms: number, isKey = false): MediaUnit => ({
  kind: 'video',
  isKey,
  dts: ms * 1000,
  pts: (ms + 80) * 1000,
  data: Buffer.from([0, 0, 0, 1, 0x65]),
});
const audio = (ms: number): MediaUnit => ({
  kind: 'audio',
  isKey: true,
  dts: ms * 1000,
  pts: ms * 1000,
  data: Buffer.from('sound'),
});

const feedOf = (outlet: Outlet, transcode?: TranscodeToAac, runs = new RelayRuns()): RelayFeed =>
  new RelayFeed(outlet, runs, transcode);

describe('RelayFeed', () => {
  it('tells the tracks, waits for a key frame, and begins with 0', () => {
    const outlet = new Outlet();
    const feed = feedOf(outlet);
    feed.begin([H264, AAC]);
    for (const unit of [audio(960), video(960), video(1_000, true), audio(990), audio(1_010)]) feed.write(unit);
    feed.flush();
    expect(outlet.times).toEqual([
      [RTMP.data, 0],
      [RTMP.video, 0],
      [RTMP.audio, 0],
      [RTMP.video, 0],
      [RTMP.audio, 10],
    ]);
    expect(decodeAmf0(outlet.sent[0]!.body)[2]).toMatchObject({ videocodecid: 7, audiocodecid: 10, width: 320 });
    expect(parseVideoTag(outlet.sent[1]!.body)).toMatchObject({ type: 'config', codec: 'h264', data: AVCC });
    expect(parseAudioTag(outlet.sent[2]!.body)).toMatchObject({ type: 'config', codec: 'aac', data: ASC });
    expect(parseVideoTag(outlet.sent[3]!.body)).toMatchObject({ type: 'unit', isKey: true, compositionMs: 80 });
  });

  it('goes on with its times when the publisher comes back', () => {
    const outlet = new Outlet();
    const feed = feedOf(outlet);
    feed.begin([H264]);
    for (const at of [0, 40, 80]) feed.write(video(at, at === 0));
    feed.begin([H264]);
    for (const at of [5_000, 5_040]) feed.write(video(at, at === 5_000));
    feed.flush();
    const times = outlet.sent
      .filter(({ body }) => parseVideoTag(body).type === 'unit')
      .map(({ timestamp }) => timestamp);
    expect(times).toEqual([0, 40, 80, 100, 140]);
  });

  it('drops to the next key frame when 4 MB wait, and counts', () => {
    const outlet = new Outlet();
    const feed = feedOf(outlet);
    feed.begin([H264, AAC]);
    feed.write(video(0, true));
    outlet.queuedBytes = (4 << 20) + 1;
    feed.write(video(40));
    outlet.queuedBytes = 2 << 20;
    feed.write(video(80, true));
    expect(feed.stalledMs).toBeGreaterThan(0);
    outlet.queuedBytes = 100;
    for (const unit of [audio(100), video(120), video(160, true), audio(170)]) feed.write(unit);
    feed.flush();
    expect(feed.stats).toEqual({ sent: 3, dropped: 4 });
    expect(feed.stalledMs).toBe(0);
    expect(outlet.times.slice(3)).toEqual([
      [RTMP.video, 0],
      [RTMP.video, 160],
      [RTMP.audio, 170],
    ]);
  });

  it('gathers units without being asked to send them, and before other tracks or the end', async () => {
    const outlet = new Outlet();
    const feed = feedOf(outlet);
    feed.begin([H264, AAC]);
    for (const unit of [video(0, true), audio(10), video(40)]) feed.write(unit);
    expect(outlet.writes).toHaveLength(0);
    await eventually('the run', () => outlet.writes.length === 1);
    feed.write(video(80));
    feed.begin([H264, AAC]);
    feed.write(video(5_000, true));
    feed.close();
    expect(outlet.times.slice(3).filter(([type]) => type !== RTMP.data)).toEqual([
      [RTMP.video, 0],
      [RTMP.audio, 10],
      [RTMP.video, 40],
      [RTMP.video, 80],
      [RTMP.video, 0],
      [RTMP.audio, 0],
      [RTMP.video, 100],
    ]);
  });

  it('makes what relays in step send once, and copies no pictures', () => {
    const runs = new RelayRuns();
    const outlets = [new Outlet(), new Outlet(), new Outlet()];
    const [first, second, late] = outlets.map((outlet) => feedOf(outlet, undefined, runs));
    for (const feed of [first, second, late]) feed!.begin([H264, AAC]);
    const picture = { ...video(40), data: Buffer.concat([Buffer.from([0, 0, 0x0f, 0xfc]), Buffer.alloc(4092, 0x41)]) };
    for (const unit of [video(0, true), audio(10)]) for (const feed of [first, second]) feed!.write(unit);
    for (const unit of [video(20, true), picture]) for (const feed of [first, second, late]) feed!.write(unit);
    for (const feed of [first, second, late]) feed!.flush();
    const [[, ours], [, same], [other]] = outlets.map(({ writes }) => writes) as [Buffer[][], Buffer[][], Buffer[][]];
    expect(same).toBe(ours);
    expect(other).not.toBe(ours);
    for (const pieces of [ours!, other!]) expect(pieces.at(-1)!.buffer).toBe(picture.data.buffer);
    expect(outlets.map(({ times }) => times.at(-1))).toEqual([
      [RTMP.video, 40],
      [RTMP.video, 40],
      [RTMP.video, 20],
    ]);
  });

  it('sends HEVC and Opus only to whom takes them', () => {
    const plain = feedOf(new Outlet());
    expect(() => plain.begin([HEVC])).toThrow(DomainError);
    plain.begin([H264, opusTrack(2)]);
    expect(plain.audio).toBe('unavailable');

    const outlet = new Outlet('hvc1', 'Opus');
    const feed = feedOf(outlet);
    feed.begin([HEVC, opusTrack(2)]);
    expect(feed.audio).toBe('copied');
    for (const unit of [video(0, true), audio(10)]) feed.write(unit);
    feed.flush();
    expect(
      outlet.sent.slice(1).map(({ type, body }) => (type === RTMP.video ? parseVideoTag(body) : parseAudioTag(body))),
    ).toMatchObject([
      { type: 'config', codec: 'hevc' },
      { type: 'config', codec: 'opus' },
      { type: 'unit', codec: 'hevc', compositionMs: 80 },
      { type: 'unit', codec: 'opus' },
    ]);
    const all = feedOf(new Outlet('*'));
    all.begin([HEVC]);
  });

  it('has Opus made into AAC by whoever can', () => {
    let emit: (unit: MediaUnit) => void = () => undefined;
    const calls: string[] = [];
    const transcode: TranscodeToAac = (source, onUnit) => {
      calls.push(source.codec);
      emit = onUnit;
      return { track: AAC, write: ({ dts }) => calls.push(`${dts}`), close: () => calls.push('close') };
    };
    const outlet = new Outlet();
    const feed = feedOf(outlet, transcode);
    feed.begin([H264, opusTrack(2)]);
    expect(feed.audio).toBe('transcoded');
    feed.write(video(0, true));
    feed.write(audio(10));
    emit(audio(10));
    feed.flush();
    expect(parseAudioTag(outlet.sent.at(-1)!.body)).toMatchObject({ type: 'unit', codec: 'aac' });
    feed.close();
    expect(calls).toEqual(['opus', '10000', 'close']);
  });
});
