import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cutMkv,
  MalformedMedia,
  type MediaUnit,
  type MkvSink,
  MkvToFmp4,
  type RandomAccess,
  vodPlaylist,
} from '#libs/media';
import { decodeErrors, encodeMedia, hasFfmpeg, probe, type EncodedMedia } from '#libs/testing';
import { Recorder, type RecordedChunk } from './recorder.js';

describe.skipIf(!hasFfmpeg())('a recording that is read again', () => {
  let directory: string;
  let media: EncodedMedia;
  let chunks: RecordedChunk[];
  const handles: FileHandle[] = [];

  const record = async ({ tracks, units }: EncodedMedia, chunkMs: number): Promise<RecordedChunk[]> => {
    const recorded: RecordedChunk[] = [];
    const recorder = new Recorder({ directory: await mkdtemp(join(directory, 'r-')), chunkMs });
    recorder.on('chunkReady', (chunk) => recorded.push(chunk));
    recorder.begin(tracks);
    const first = units.findIndex(({ kind, isKey }) => kind === 'video' && isKey);
    for (const unit of units.slice(Math.max(0, first))) recorder.write(unit);
    const closed = once(recorder, 'closed');
    recorder.end();
    await closed;
    return recorded;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'remux-'));
    media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 20, bFrames: 2 });
    chunks = await record(media, 8000);
  });
  afterAll(async () => {
    await Promise.all(handles.map((handle) => handle.close()));
    await rm(directory, { recursive: true });
  });

  /** Counts what is read, as every byte comes from far away. */
  const openFile = async (path: string): Promise<RandomAccess & { read: RandomAccess['read']; bytesRead: number }> => {
    const handle = await open(path);
    handles.push(handle);
    const file = {
      size: (await handle.stat()).size,
      bytesRead: 0,
      read: async (offset: number, length: number) => {
        const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, offset);
        file.bytesRead += bytesRead;
        return buffer.subarray(0, bytesRead);
      },
    };
    return file;
  };

  const fileSink = async (path: string): Promise<MkvSink> => {
    const handle = await open(path, 'w');
    handles.push(handle);
    return { write: async (data, position) => void (await handle.write(data, 0, data.length, position)) };
  };

  const RECIPES = {
    'H.264 with B-frames and AAC': { video: 'libx264', audio: 'aac', seconds: 11, bFrames: 2 },
    'HEVC and Opus': { video: 'libx265', audio: 'libopus', seconds: 6 },
    'AV1 and AAC': { video: 'libsvtav1', audio: 'aac', seconds: 6 },
    'audio only': { audio: 'libopus', seconds: 12 },
  } as const;

  for (const [what, recipe] of Object.entries(RECIPES)) {
    it(`plays ${what} as fragmented MP4: every packet at its time`, async () => {
      const [chunk] = await record(await encodeMedia(recipe), 300_000);
      const recording = await MkvToFmp4.open(await openFile(chunk!.path));
      const pieces = [recording.init()];
      for (let index = 0; index < recording.index.segments.length; index++) {
        pieces.push(...(await recording.segment(index))!);
      }
      recording.close();
      const path = join(directory, 'played.mp4');
      await writeFile(path, Buffer.concat(pieces));

      expect(await decodeErrors(path)).toBe('');
      expect(recording.index.segments.length).toBeGreaterThan(recipe.seconds / 8);
      for (const kind of ['video', 'audio']) {
        const times = async (file: string): Promise<number[]> =>
          (await probe(file, ['-show_packets']))
            .packets!.filter(({ codec_type }) => codec_type === kind)
            .map(({ pts_time }) => Number(pts_time));
        const [played, recorded] = [await times(path), await times(chunk!.path)];
        expect(played).toHaveLength(recorded.length);
        // ffmpeg shows all frames later by the smallest composition offset, which may be negative.
        const apart = played.map((time, index) => time - recorded[index]!);
        expect(Math.max(...apart) - Math.min(...apart)).toBeLessThan(0.01);
        expect(Math.max(...apart)).toBeLessThan(0.07);
      }
    });
  }

  it('is read only where it is played', async () => {
    const [track] = media.tracks.filter(({ kind }) => kind === 'video');
    const units = Array.from({ length: 40 * 30 }, (_, index) => {
      const time = Math.round((index * 1e6) / 30);
      return {
        kind: 'video',
        isKey: index % 30 === 0,
        dts: time,
        pts: time,
        data: Buffer.alloc(25_000, index),
      } as const;
    });
    const [large] = await record({ tracks: [track!], units }, 300_000);
    const file = await openFile(large!.path);
    const recording = await MkvToFmp4.open(file);
    const opened = file.bytesRead;
    const pieces = await recording.segment(5);

    expect(recording.index.segments[5]).toEqual({ start: 20_000_000, end: 24_000_000 });
    expect(pieces).toHaveLength(1 + 4 * 30);
    expect(await recording.segment(99)).toBeUndefined();
    expect([opened / file.size, file.bytesRead / file.size]).toEqual([
      expect.toSatisfy(isSmall),
      expect.toSatisfy(isSmall),
    ]);
    recording.close();
  });

  it('is listed in one playlist with the chunks that follow', async () => {
    const opened = await Promise.all(chunks.map(async ({ path }) => MkvToFmp4.open(await openFile(path))));
    const playlist = vodPlaylist(
      opened.map(({ index }, chunk) => ({
        index,
        mapUri: `${chunk}/init.mp4`,
        segmentUri: (segment) => `${chunk}/${segment}.mp4`,
      })),
    );
    const lengths = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));

    expect(lengths.reduce((sum, seconds) => sum + seconds, 0)).toBeCloseTo(20, 0);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(Number(/TARGETDURATION:(\d+)/.exec(playlist)![1]));
    expect(playlist.match(/#EXT-X-DISCONTINUITY/g)).toHaveLength(chunks.length - 1);
    expect(playlist.endsWith('2/0.mp4\n#EXT-X-ENDLIST\n')).toBe(true);
    for (const each of opened) each.close();
  });

  it('is cut across chunks from the key frame before, without a change to any frame', async () => {
    const path = join(directory, 'clip.mkv');
    const sources = await Promise.all(chunks.map((chunk) => openFile(chunk.path)));
    const result = await cutMkv(sources, 6_500_000, 12_250_000, await fileSink(path));

    expect(await decodeErrors(path)).toBe('');
    expect(result.start).toBeGreaterThan(5_900_000);
    expect(result.start).toBeLessThanOrEqual(6_500_000);
    const { packets, format } = await probe(path, ['-show_packets', '-show_format']);
    expect(Number(format!.duration)).toBeCloseTo((12_250_000 - result.start) / 1e6, 0);
    const sizes = (kind: MediaUnit['kind']): number[] =>
      packets!.filter(({ codec_type }) => codec_type === kind).map(({ size }) => Number(size));
    for (const kind of ['video', 'audio'] as const) {
      const all = media.units.filter((unit) => unit.kind === kind).map(({ data }) => data.length);
      expect(` ${all.join(' ')} `).toContain(` ${sizes(kind).join(' ')} `);
    }
    expect((await readFile(path)).length).toBe(result.bytes);
  });

  it('is not cut where there is nothing, or where the picture changes', async () => {
    const sources = [await openFile(chunks[0]!.path)];
    const sink = await fileSink(join(directory, 'none.mkv'));
    await expect(cutMkv(sources, 60_000_000, 70_000_000, sink)).rejects.toMatchObject({ reason: 'empty' });

    const [other] = await record(
      await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 2, size: '640x360' }),
      9000,
    );
    const mixed = [...sources, await openFile(other!.path)];
    await expect(cutMkv(mixed, 0, 70_000_000, sink)).rejects.toMatchObject({ reason: 'tracks_differ' });
  });

  it('is refused when it is no Matroska file, and when reading fails', async () => {
    const noise = Buffer.alloc(5000, 7);
    const file = { size: noise.length, read: async (at: number, length: number) => noise.subarray(at, at + length) };
    await expect(MkvToFmp4.open(file)).rejects.toBeInstanceOf(MalformedMedia);

    const failing = { size: 5000, read: async () => Promise.reject(new Error('connection lost')) };
    await expect(MkvToFmp4.open(failing)).rejects.toThrow('connection lost');
  });
});

const isSmall = (share: number): boolean => share < 0.3;
