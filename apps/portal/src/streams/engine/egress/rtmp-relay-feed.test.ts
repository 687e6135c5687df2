import { describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import {
  aacTrack,
  avcTrack,
  decodeAmf0,
  opusTrack,
  parseAudioTag,
  parseVideoTag,
  RTMP,
  type MediaUnit,
  type OutgoingMessage,
  type VideoTrack,
} from '#libs/media';
import { ASC, AVCC } from '../ingest/rtmp-encoder.peer.js';
import { RelayFeed, type RelayOutlet, type TranscodeToAac } from './rtmp-relay-feed.js';

const H264 = avcTrack(AVCC);
const HEVC: VideoTrack = { ...H264, codec: 'hevc' };
const AAC = aacTrack(ASC);

/** A far side that keeps what it is sent. */
class Outlet implements RelayOutlet {
  queuedBytes = 0;
  readonly sent: { type: number; timestamp: number; body: Buffer }[] = [];
  readonly fourccs: ReadonlySet<string>;

  constructor(...fourccs: string[]) {
    this.fourccs = new Set(fourccs);
  }

  send({ type, timestamp, payload }: Omit<OutgoingMessage, 'streamId'>): void {
    this.sent.push({ type, timestamp, body: Buffer.concat(payload) });
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

describe('RelayFeed', () => {
  it('tells the tracks, waits for a key frame, and begins with 0', () => {
    const outlet = new Outlet();
    const feed = new RelayFeed(outlet);
    feed.begin([H264, AAC]);
    for (const unit of [audio(960), video(960), video(1_000, true), audio(990), audio(1_010)]) feed.write(unit);
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
    const feed = new RelayFeed(outlet);
    feed.begin([H264]);
    for (const at of [0, 40, 80]) feed.write(video(at, at === 0));
    feed.begin([H264]);
    for (const at of [5_000, 5_040]) feed.write(video(at, at === 5_000));
    const times = outlet.sent
      .filter(({ body }) => parseVideoTag(body).type === 'unit')
      .map(({ timestamp }) => timestamp);
    expect(times).toEqual([0, 40, 80, 100, 140]);
  });

  it('drops to the next key frame when 4 MB wait, and counts', () => {
    const outlet = new Outlet();
    const feed = new RelayFeed(outlet);
    feed.begin([H264, AAC]);
    feed.write(video(0, true));
    outlet.queuedBytes = (4 << 20) + 1;
    feed.write(video(40));
    outlet.queuedBytes = 2 << 20;
    feed.write(video(80, true));
    expect(feed.stalledMs).toBeGreaterThan(0);
    outlet.queuedBytes = 100;
    for (const unit of [audio(100), video(120), video(160, true), audio(170)]) feed.write(unit);
    expect(feed.stats).toEqual({ sent: 3, dropped: 4 });
    expect(feed.stalledMs).toBe(0);
    expect(outlet.times.slice(3)).toEqual([
      [RTMP.video, 0],
      [RTMP.video, 160],
      [RTMP.audio, 170],
    ]);
  });

  it('sends HEVC and Opus only to whom takes them', () => {
    const plain = new RelayFeed(new Outlet());
    expect(() => plain.begin([HEVC])).toThrow(DomainError);
    plain.begin([H264, opusTrack(2)]);
    expect(plain.audio).toBe('unavailable');

    const outlet = new Outlet('hvc1', 'Opus');
    const feed = new RelayFeed(outlet);
    feed.begin([HEVC, opusTrack(2)]);
    expect(feed.audio).toBe('copied');
    for (const unit of [video(0, true), audio(10)]) feed.write(unit);
    expect(
      outlet.sent.slice(1).map(({ type, body }) => (type === RTMP.video ? parseVideoTag(body) : parseAudioTag(body))),
    ).toMatchObject([
      { type: 'config', codec: 'hevc' },
      { type: 'config', codec: 'opus' },
      { type: 'unit', codec: 'hevc', compositionMs: 80 },
      { type: 'unit', codec: 'opus' },
    ]);
    const all = new RelayFeed(new Outlet('*'));
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
    const feed = new RelayFeed(outlet, transcode);
    feed.begin([H264, opusTrack(2)]);
    expect(feed.audio).toBe('transcoded');
    feed.write(video(0, true));
    feed.write(audio(10));
    emit(audio(10));
    expect(parseAudioTag(outlet.sent.at(-1)!.body)).toMatchObject({ type: 'unit', codec: 'aac' });
    feed.close();
    expect(calls).toEqual(['opus', '10000', 'close']);
  });
});
