import { describe, expect, it } from 'vitest';
import type { MediaUnit, Track } from '#libs/media';
import { seededRandom, type SeededRandom } from '#libs/testing';
import { HlsOrigin, MEDIA_FILE } from './hls-origin.js';
import { readPlaylist, type ReadPlaylist } from './playlist-reader.peer.js';

const VIDEO: Track = {
  kind: 'video',
  codec: 'h264',
  config: Buffer.from('avcC'),
  width: 640,
  height: 360,
  codecString: 'avc1.42e01e',
};
const audioTrack = (codec: 'aac' | 'opus'): Track => ({
  kind: 'audio',
  codec,
  config: codec === 'aac' ? Buffer.from('1190', 'hex') : Buffer.alloc(0),
  sampleRate: 48_000,
  channels: 2,
  codecString: codec === 'aac' ? 'mp4a.40.2' : 'opus',
});
/** 20 ms of Opus. */
const SOUND = Buffer.from('fcfffe', 'hex');

/** Everything that one publication sends, in order. */
const publication = (random: SeededRandom): { tracks: Track[]; units: MediaUnit[] } => {
  const chance = (percent: number): boolean => random.below(100) < percent;
  const hasVideo = chance(85);
  const audio = !hasVideo || chance(75) ? audioTrack(chance(50) ? 'aac' : 'opus') : undefined;
  const units: MediaUnit[] = [];
  const seconds = 4 + random.below(20);
  const silence = (kind: MediaUnit['kind']): [number, number] => {
    const from = kind === 'video' || chance(60) ? 0 : random.below(seconds * 1e6);
    return chance(30) ? [from + 2e6, from + 2e6 + random.below(12e6)] : [0, 0];
  };
  if (hasVideo) {
    const frame = 1e6 / [1, 5, 15, 24, 25, 30, 50, 60][random.below(8)]!;
    const gop = 1 + random.below(200);
    const jitter = chance(50) ? random.below(20_000) : 0;
    const [from, to] = silence('video');
    let dts = 0;
    for (let index = 0; dts < seconds * 1e6; index++) {
      const isSilent = dts > from && dts < to;
      const pts = dts + random.below(100_000);
      if (!isSilent || chance(1)) units.push({ kind: 'video', isKey: index % gop === 0, dts, pts, data: SOUND });
      dts += Math.round(Math.max(0, frame + random.below(jitter + 1) - jitter / 2));
      if (chance(1)) dts += random.below(3_000_000);
    }
  }
  if (audio) {
    const frame = audio.codec === 'aac' ? 1024e6 / 48_000 : 20_000;
    const [from, to] = silence('audio');
    const start = random.below(2) * random.below(1_500_000);
    for (let index = 0; start + index * frame < seconds * 1e6; index++) {
      const dts = Math.round((start + index * frame) / 1000) * 1000;
      if (dts < from || dts >= to) units.push({ kind: 'audio', isKey: true, dts, pts: dts, data: SOUND });
    }
  }
  const tracks = [...(hasVideo ? [VIDEO] : []), ...(audio ? [audio] : [])];
  return { tracks, units: units.toSorted((a, b) => a.dts - b.dts) };
};

/** What must hold between what a client knows and what it gets next (RFC 8216bis §6.2.1 and §6.2.2). */
const check = (before: ReadPlaylist | undefined, now: ReadPlaylist): void => {
  const target = Number(now.header['EXT-X-TARGETDURATION']);
  const partTarget = Number(/PART-TARGET=([\d.]+)/.exec(now.header['EXT-X-PART-INF']!)![1]);
  for (const { duration, parts, map, number } of now.segments) {
    expect(Math.round(duration), `segment ${number}`).toBeLessThanOrEqual(target);
    expect(duration).toBeGreaterThan(0);
    expect(map).not.toBe('');
    if (parts.length > 0) expect(total(parts)).toBeCloseTo(duration, 9);
  }
  for (const { duration } of [...now.segments.flatMap(({ parts }) => parts), ...now.openParts]) {
    expect(duration).toBeLessThanOrEqual(partTarget);
    expect(duration).toBeGreaterThan(0);
  }
  if (!before) return;
  for (const tag of ['EXT-X-TARGETDURATION', 'EXT-X-PART-INF', 'EXT-X-SERVER-CONTROL']) {
    expect(now.header[tag]).toBe(before.header[tag]);
  }
  for (const tag of ['EXT-X-MEDIA-SEQUENCE', 'EXT-X-DISCONTINUITY-SEQUENCE']) {
    expect(Number(now.header[tag])).toBeGreaterThanOrEqual(Number(before.header[tag]));
  }
  for (const known of before.segments) {
    const same = now.segments.find(({ number }) => number === known.number);
    if (same) expect({ ...same, parts: [] }).toEqual({ ...known, parts: [] });
  }
  const opened = before.segments.length + Number(before.header['EXT-X-MEDIA-SEQUENCE']);
  const same = now.segments.find(({ number }) => number === opened);
  const parts = same ? same.parts : now.openParts;
  if (parts.length > 0) expect(parts.slice(0, before.openParts.length)).toEqual(before.openParts);
};

const first = ({ header }: ReadPlaylist): number => Number(header['EXT-X-MEDIA-SEQUENCE']);

const total = (parts: readonly { duration: number }[]): number =>
  parts.reduce((sum, { duration }) => sum + duration, 0);

const load = async (origin: HlsOrigin, query = ''): Promise<ReadPlaylist | undefined> => {
  const { status, body } = await origin.serve(MEDIA_FILE, new URLSearchParams(query));
  return status === 200 ? readPlaylist((body as Buffer).toString()) : undefined;
};

describe('playlists of streams of any kind', () => {
  for (let seed = 1; seed <= 24; seed++) {
    it(`keep the rules (seed ${seed})`, async () => {
      const random = seededRandom(seed);
      const dvrSeconds = random.below(3) * 20;
      const origin = new HlsOrigin({ holdMs: 1, firstSequence: 1000, dvrSeconds, window: 4 });
      let before: ReadPlaylist | undefined;
      for (let left = 1 + random.below(4); left > 0; left--) {
        const { tracks, units } = publication(random);
        origin.begin(tracks);
        for (const [index, unit] of units.entries()) {
          origin.write(unit);
          if (index % 11 > 0) continue;
          const now = await load(origin, '_HLS_msn=1000&_HLS_part=0');
          if (!now) continue;
          check(before, now);
          // A hinted part is there as soon as anything new is, even one too long to be told of.
          if (before?.hint && before.hint !== now.hint && first(now) <= first(before) + before.segments.length) {
            expect((await origin.serve(before.hint, new URLSearchParams())).status).toBe(200);
          }
          const delta = (await load(origin, '_HLS_msn=1000&_HLS_part=0&_HLS_skip=YES'))!;
          expect(delta.segments.map(({ uri }) => uri)).toEqual(now.segments.slice(delta.skipped).map(({ uri }) => uri));
          before = now;
        }
        if (left > 1) origin.interrupt();
      }
      origin.end();
      const last = (await load(origin))!;
      check(before, last);
      expect(last).toMatchObject({ hasEnded: true, hint: undefined, openParts: [] });
      for (const { uri, map } of last.segments) {
        for (const file of [uri, map]) {
          expect((await origin.serve(file, new URLSearchParams())).status, file).toBe(200);
        }
      }
    });
  }
});
