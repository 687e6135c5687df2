import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeErrors, encodeMedia, hasFfmpeg, probe, type EncodedMedia, type MediaRecipe } from '#libs/testing';
import type { MediaUnit } from '#libs/media';
import { LiveStream } from '../../live-stream.js';
import { Recorder, type RecordedChunk, type RecorderOptions } from './recorder.js';

const PUBLISHER = { close: () => undefined };

describe.skipIf(!hasFfmpeg())('a recording', () => {
  let directory: string;
  beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'recorder-'))));
  afterEach(() => rm(directory, { recursive: true }));

  const record = async (
    media: readonly EncodedMedia[],
    options?: Partial<RecorderOptions>,
    only: (unit: MediaUnit) => boolean = () => true,
  ): Promise<RecordedChunk[]> => {
    const chunks: RecordedChunk[] = [];
    const stream = new LiveStream(1);
    const recorder = new Recorder({ directory, ...options });
    recorder.on('chunkReady', (chunk) => chunks.push(chunk));
    stream.attach(recorder);
    for (const { tracks, units } of media) {
      const publication = stream.publish(PUBLISHER);
      publication.expect(tracks.map(({ kind }) => kind));
      for (const track of tracks) publication.configure(track);
      for (const unit of units) if (only(unit)) publication.write(unit);
      if (media.length > 1) publication.end('left');
    }
    const closed = once(recorder, 'closed');
    stream.end('left');
    await closed;
    return chunks;
  };

  const RECIPES: Record<string, MediaRecipe> = {
    'H.264 with B-frames and AAC': { video: 'libx264', audio: 'aac', seconds: 4, bFrames: 2 },
    'HEVC and Opus': { video: 'libx265', audio: 'libopus', seconds: 3 },
    'AV1 and AAC': { video: 'libsvtav1', audio: 'aac', seconds: 3 },
    'audio only': { audio: 'aac', seconds: 8 },
    'video only': { video: 'libx264', seconds: 3 },
  };

  for (const [what, recipe] of Object.entries(RECIPES)) {
    it(`of ${what} holds every packet at its time, and decodes`, async () => {
      const media = await encodeMedia(recipe);
      const [chunk, ...more] = await record([media]);

      expect(more).toEqual([]);
      expect(chunk).toMatchObject({ index: 0, path: join(directory, 'chunk_000.mkv'), isLast: true });
      expect(await decodeErrors(chunk!.path)).toBe('');
      const sent = sentUnits(media);
      const { packets, format } = await probe(chunk!.path, ['-show_packets', '-show_format']);
      for (const kind of ['video', 'audio'] as const) {
        const got = packets!.filter(({ codec_type }) => codec_type === kind);
        const due = sent.filter((unit) => unit.kind === kind);
        expect(got).toHaveLength(due.length);
        for (const [index, { pts_time, size }] of got.entries()) {
          expect(Math.abs(Number(pts_time) - (due[index]!.pts - sent[0]!.pts) / 1e6)).toBeLessThan(0.002);
          expect(Number(size)).toBe(due[index]!.data.length);
        }
      }
      expect(Math.abs(Number(format!.duration) - recipe.seconds)).toBeLessThan(0.15);
      expect(Math.abs(chunk!.durationMs / 1000 - recipe.seconds)).toBeLessThan(0.15);
    });
  }

  it('is cut at key frames and loses nothing at the cuts', async () => {
    const media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 9, bFrames: 2 });
    const chunks = await record([media], { chunkMs: 2000, firstIndex: 7 });

    expect(chunks.map(({ index, isLast }) => [index, isLast])).toEqual([
      [7, false],
      [8, false],
      [9, false],
      [10, false],
      [11, true],
    ]);
    const packets = await Promise.all(chunks.map(({ path }) => probe(path, ['-show_packets'])));
    const sizes = (kind: string): number[] =>
      packets.flatMap(({ packets: each }) =>
        each!.filter(({ codec_type }) => codec_type === kind).map(({ size }) => Number(size)),
      );
    for (const kind of ['video', 'audio'] as const) {
      const due = sentUnits(media).filter((unit) => unit.kind === kind);
      expect(sizes(kind)).toEqual(due.map(({ data }) => data.length));
    }
    for (const { path } of chunks) expect(await decodeErrors(path)).toBe('');
    for (const { path, sha256, bytes } of chunks) {
      const content = await readFile(path);
      expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
      expect(bytes).toBe(content.length);
    }
    expect((await readdir(directory)).filter((name) => name.includes('part'))).toEqual([]);
  });

  it('goes on in the same chunk while a track is silent', async () => {
    const media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 12 });
    const isHeard = ({ kind, dts }: MediaUnit): boolean => kind === 'video' || dts < 1e6 || dts > 11e6;
    const chunks = await record([media], {}, isHeard);

    expect(chunks).toHaveLength(1);
    expect(await decodeErrors(chunks[0]!.path)).toBe('');
    const { packets } = await probe(chunks[0]!.path, ['-show_packets']);
    expect(packets).toHaveLength(sentUnits(media).filter(isHeard).length);
  });

  it('begins a new chunk when the publisher comes back, and tells when all are there', async () => {
    const small = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 2 });
    const large = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 2, size: '640x360' });
    const chunks = await record([small, large]);

    expect(chunks.map(({ index }) => index)).toEqual([0, 1]);
    for (const { path } of chunks) expect(await decodeErrors(path)).toBe('');
  });

  it('stops and says so when the disk cannot keep up', async () => {
    const media = await encodeMedia({ video: 'libx264', seconds: 4 });
    const recorder = new Recorder({ directory, maxQueuedBytes: 1000 });
    const stopped = once(recorder, 'stopped');
    recorder.begin(media.tracks);
    for (const unit of media.units) recorder.write(unit);

    expect((await stopped)[0]).toMatchObject({ reason: 'too_slow' });
    const [chunk] = (await once(recorder, 'chunkReady')) as [RecordedChunk];
    expect(await decodeErrors(chunk.path)).toBe('');
    expect(recorder.stats.dropped).toBeGreaterThan(0);
  });

  it('stops and says so when the disk refuses', async () => {
    const media = await encodeMedia({ video: 'libx264', seconds: 1 });
    const recorder = new Recorder({ directory: join(directory, 'missing') });
    const stopped = once(recorder, 'stopped');
    recorder.begin(media.tracks);
    recorder.write(media.units[0]!);

    expect((await stopped)[0]).toMatchObject({ reason: 'write_failed', cause: { code: 'ENOENT' } });
  });
});

/** Without what comes before the first key frame. */
const sentUnits = ({ tracks, units }: EncodedMedia): MediaUnit[] => {
  const kind = tracks.some((track) => track.kind === 'video') ? 'video' : 'audio';
  const first = units.find((unit) => unit.kind === kind)!;
  return [first, ...units.filter((unit) => unit !== first && unit.pts >= first.pts)];
};
