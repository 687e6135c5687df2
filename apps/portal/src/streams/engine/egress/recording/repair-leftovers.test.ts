import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serialize } from 'node:v8';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { decodeErrors, encodeMedia, hasFfmpeg, probe, type EncodedMedia } from '#libs/testing';
import { Recorder, type RecordedChunk } from './recorder.js';
import { repairLeftovers } from './repair-leftovers.js';

const PEER = new URL('record-until-killed.peer.ts', import.meta.url).pathname;

describe.skipIf(!hasFfmpeg())('what a crash leaves of a recording', () => {
  let base: string;
  let directory: string;
  let media: EncodedMedia;
  let mediaPath: string;
  let script: string;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'leftovers-'));
    media = await encodeMedia({ video: 'libx264', audio: 'aac', seconds: 6, bFrames: 2 });
    mediaPath = join(base, 'media.bin');
    await writeFile(mediaPath, serialize(media));
    script = join(base, 'recorder.mjs');
    const bundle = await rolldown({ input: PEER, platform: 'node', resolve: { conditionNames: ['source', 'node'] } });
    await bundle.write({ file: script, format: 'esm' });
  });
  beforeEach(async () => void (directory = await mkdtemp(join(base, 'recording-'))));
  afterAll(() => rm(base, { recursive: true }));

  /** The file of a finished recording under the name of an unfinished one. */
  const leaveBehind = async (index: number): Promise<string> => {
    const recorder = new Recorder({ directory: base });
    recorder.begin(media.tracks);
    for (const unit of media.units) recorder.write(unit);
    const ready = once(recorder, 'chunkReady') as Promise<[RecordedChunk]>;
    recorder.end();
    const path = join(directory, `chunk_00${index}.part.mkv`);
    await copyFile((await ready)[0].path, path);
    return path;
  };

  it.each([700_000, 1_930_000, 3_500_000])(
    'after kill -9 at %i µs lacks less than a second, and is repaired',
    async (killAtUs) => {
      const child = spawn(process.execPath, [script, mediaPath, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
      let reached = 0;
      child.stdout.on('data', (lines: Buffer) => {
        reached = Math.max(reached, ...lines.toString().trimEnd().split('\n').map(Number));
        if (reached >= killAtUs) child.kill('SIGKILL');
      });
      await once(child, 'close');

      const { chunks, broken } = await repairLeftovers(directory);
      expect(broken).toEqual([]);
      expect(chunks).toHaveLength(1);
      const [chunk] = chunks as [RecordedChunk];
      expect(await decodeErrors(chunk.path)).toBe('');
      const { packets } = await probe(chunk.path, ['-show_packets']);
      for (const kind of ['video', 'audio']) {
        const last = packets!.findLast(({ codec_type }) => codec_type === kind)!;
        expect(reached / 1e6 - Number(last.pts_time), kind).toBeLessThan(1);
      }
      expect(await readdir(directory)).toEqual(['chunk_000.mkv']);
    },
  );

  it('is repaired wherever it was cut off', async () => {
    const whole = await leaveBehind(3);
    const { packets } = await probe(whole, ['-show_packets']);
    for (const share of [0.3, 0.61, 0.999]) {
      const path = await leaveBehind(3);
      const { size } = (await probe(path, ['-show_format'])).format as { size: string };
      await truncate(path, Math.floor(Number(size) * share));

      const { chunks } = await repairLeftovers(directory);
      expect(chunks).toMatchObject([{ index: 3, path: join(directory, 'chunk_003.mkv') }]);
      expect(await decodeErrors(chunks[0]!.path)).toBe('');
      const left = (await probe(chunks[0]!.path, ['-show_packets'])).packets!.length;
      expect(left).toBeGreaterThan(packets!.length * (share - 0.15));
    }
  });

  it('is put aside and reported when it cannot be read, and removed when nothing is in it', async () => {
    await writeFile(join(directory, 'chunk_000.part.mkv'), '');
    await writeFile(join(directory, 'chunk_001.part.mkv'), 'this is no recording');
    await writeFile(join(directory, 'chunk_004.mkv.repair'), 'of a repair that was interrupted');
    await writeFile(join(directory, 'notes.txt'), 'not ours');

    const repairs = await repairLeftovers(directory);
    expect(repairs).toEqual({ chunks: [], broken: [join(directory, 'chunk_001.broken')] });
    expect((await readdir(directory)).toSorted()).toEqual(['chunk_001.broken', 'notes.txt']);
  });

  it('is nothing when the recording had only begun', async () => {
    const recorder = new Recorder({ directory });
    recorder.begin(media.tracks);
    recorder.write(media.units.find(({ kind, isKey }) => kind === 'video' && isKey)!);
    const ready = once(recorder, 'chunkReady') as Promise<[RecordedChunk]>;
    recorder.end();
    const [{ path }] = await ready;
    await copyFile(path, join(directory, 'chunk_001.part.mkv'));
    await truncate(join(directory, 'chunk_001.part.mkv'), 300);

    expect(await repairLeftovers(directory)).toMatchObject({ chunks: [] });
    expect(await readdir(directory)).toContain('chunk_000.mkv');
  });
});
