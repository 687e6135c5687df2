import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  aacTrack,
  type AudioTrack,
  buildAudioSpecificConfig,
  type MediaUnit,
  opusDurationUs,
  opusTrack,
} from '#libs/media';
import { eventually, requirePackage } from '#libs/testing';
import { AacToOpus } from './aac-to-opus.js';
import type { AudioTranscoder } from './audio-transcoder.js';
import { OpusToAac } from './opus-to-aac.js';

const FFMPEG = '/usr/bin/ffmpeg';
const AAC_FRAME_US = (1024 * 1e6) / 48_000;
const START_US = 7_000_000;
const SECONDS = 3;

describe.skipIf(!requirePackage('ffmpeg', FFMPEG))('audio transcoders', () => {
  let folder: string;
  let aac: MediaUnit[];
  const source: AudioTrack = aacTrack(buildAudioSpecificConfig(48_000, 2));
  const open: AudioTranscoder[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'transcode-'));
    const file = path.join(folder, 'tone.aac');
    const tone = ['-f', 'lavfi', '-i', `sine=frequency=440:sample_rate=48000:duration=${SECONDS}`];
    const { stdout } = await promisify(execFile)(
      FFMPEG,
      ['-v', 'error', ...tone, '-ac', '2', '-c:a', 'aac', '-f', 'adts', '-'],
      {
        encoding: 'buffer',
      },
    );
    await writeFile(file, stdout);
    aac = [...adtsFrames(stdout)].map((data, index) => unitAt(START_US + Math.round(index * AAC_FRAME_US), data));
  });

  afterEach(() => {
    for (const transcoder of open.splice(0)) transcoder.close();
  });

  afterAll(() => rm(folder, { recursive: true }));

  const toOpus = (onUnit: (unit: MediaUnit) => void, retryMs?: number): AacToOpus => {
    const transcoder = new AacToOpus({ ffmpeg: FFMPEG, source, onUnit, ...(retryMs !== undefined && { retryMs }) });
    open.push(transcoder);
    return transcoder;
  };

  it('make Opus of AAC with times of the same timeline', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    for (const unit of aac) transcoder.write(unit);
    await eventually('most of the sound', () => made.length >= (SECONDS * 1000) / 20 - 10);

    expect(made.every(({ data }) => opusDurationUs(data) === 20_000)).toBe(true);
    expect(Math.abs(made[0]!.pts - START_US)).toBeLessThan(20_000);
    const steps = new Set(made.slice(1).map(({ pts }, index) => pts - made[index]!.pts));
    expect([...steps]).toEqual([20_000]);
  });

  it('fill a gap with silence, so that what follows is on time', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    const late = aac.slice(60).map((unit) => ({ ...unit, pts: unit.pts + 1_000_000, dts: unit.dts + 1_000_000 }));
    for (const unit of [...aac.slice(0, 60), ...late]) transcoder.write(unit);
    await eventually('the end', () => made.length > 0 && made.at(-1)!.pts > START_US + (SECONDS + 1) * 1e6 - 250_000);
    expect(made.length).toBeGreaterThan(((SECONDS + 1) * 1000) / 20 - 15);
  });

  it('make AAC of Opus with times of the same timeline', async () => {
    const opus: MediaUnit[] = [];
    const toAac: MediaUnit[] = [];
    const back = new OpusToAac({ ffmpeg: FFMPEG, source: opusTrack(2), onUnit: (unit) => toAac.push(unit) });
    open.push(back);
    const transcoder = toOpus((unit) => {
      opus.push(unit);
      back.write(unit);
    });
    for (const unit of aac) transcoder.write(unit);
    await eventually('most of the sound', () => toAac.length > ((SECONDS - 0.5) * 1e6) / AAC_FRAME_US);

    expect(back.track.codecString).toBe('mp4a.40.2');
    expect(Math.abs(toAac[1]!.pts - opus[0]!.pts)).toBeLessThan(2000);
    expect(toAac.slice(2).every(({ pts }, index) => Math.abs(pts - toAac[index + 1]!.pts - AAC_FRAME_US) < 2)).toBe(
      true,
    );
  });

  it('start the child again after its death and place its sound anew', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit), 1);
    const first = transcoder.pid!;
    for (const unit of aac.slice(0, 60)) transcoder.write(unit);
    await eventually('sound', () => made.length > 0);
    process.kill(first, 'SIGKILL');
    await eventually('another child', () => transcoder.pid !== undefined && transcoder.pid !== first);
    const before = made.length;
    for (const unit of aac.slice(70)) transcoder.write(unit);
    await eventually('sound again', () => made.length > before + 20);

    expect(transcoder.stats.restarts).toBe(1);
    expect(Math.abs(made[before]!.pts - aac[70]!.pts)).toBeLessThan(20_000);
  });

  it('drop what a child that is not there cannot take', () => {
    const transcoder = new AacToOpus({ ffmpeg: '/nowhere/ffmpeg', source, onUnit: () => undefined });
    open.push(transcoder);
    transcoder.close();
    transcoder.write(aac[0]!);
    expect(transcoder.stats.dropped).toBe(1);
  });
});

const unitAt = (time: number, data: Buffer): MediaUnit => ({ kind: 'audio', isKey: true, dts: time, pts: time, data });

function* adtsFrames(stream: Buffer): Generator<Buffer> {
  for (let at = 0; at + 7 <= stream.length;) {
    const length = (stream.readUIntBE(at + 3, 3) >> 5) & 8191;
    yield stream.subarray(at + 7, at + length);
    at += length;
  }
}
