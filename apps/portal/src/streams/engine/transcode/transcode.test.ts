import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  aacTrack,
  type AudioTrack,
  buildAudioSpecificConfig,
  buildOpusHead,
  type MediaUnit,
  OggWriter,
  opusDurationUs,
  opusTrack,
  parseOpusHead,
} from '#libs/media';
import { eventually, requirePackage } from '#libs/testing';
import { AacToOpus } from './aac-to-opus.js';
import type { AudioTranscoder, AudioTranscoderOptions } from './audio-transcoder.js';
import { OpusToAac } from './opus-to-aac.js';

const FFMPEG = '/usr/bin/ffmpeg';
const AAC_FRAME_US = (1024 * 1e6) / 48_000;
const START_US = 7_000_000;
const SECONDS = 3;
/** Of nobody, without comments: RFC 7845 §5.2. */
const OPUS_TAGS = Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1');

describe.skipIf(!requirePackage('ffmpeg', FFMPEG))('audio transcoders', () => {
  let aac: MediaUnit[];
  const source: AudioTrack = aacTrack(buildAudioSpecificConfig(48_000, 2));
  const open: AudioTranscoder[] = [];

  beforeAll(async () => {
    const tone = `sine=frequency=440:sample_rate=48000:duration=${SECONDS}`;
    const stream = await run(['-f', 'lavfi', '-i', tone, '-ac', '2', '-c:a', 'aac', '-f', 'adts', '-']);
    aac = [...adtsFrames(stream)].map((data, index) => unitAt(START_US + Math.round(index * AAC_FRAME_US), data));
  });

  afterEach(() => {
    for (const transcoder of open.splice(0)) transcoder.close();
  });

  const toOpus = (onUnit: (unit: MediaUnit) => void, options: Partial<AudioTranscoderOptions> = {}): AacToOpus => {
    const transcoder = new AacToOpus({ ffmpeg: FFMPEG, source, onUnit, ...options });
    open.push(transcoder);
    return transcoder;
  };

  /** Writes one unit again and again until the child takes it: the first sound it makes is of that. */
  const begin = async (transcoder: AacToOpus, first: MediaUnit): Promise<void> => {
    transcoder.write(first);
    await eventually('a child that takes sound', () => {
      const { dropped } = transcoder.stats;
      transcoder.write(first);
      return transcoder.stats.dropped === dropped;
    });
  };

  it('make Opus of AAC with times of the same timeline', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    await begin(transcoder, aac[0]!);
    for (const unit of aac.slice(1)) transcoder.write(unit);
    await eventually('most of the sound', () => made.length >= (SECONDS * 1000) / 20 - 10);

    expect(made.every(({ data }) => opusDurationUs(data) === 20_000)).toBe(true);
    expect(Math.abs(made[0]!.pts - START_US)).toBeLessThan(20_000);
    const steps = new Set(made.slice(1).map(({ pts }, index) => pts - made[index]!.pts));
    expect([...steps]).toEqual([20_000]);
  });

  it('keep no sound back that fills a packet of Opus', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    await begin(transcoder, aac[0]!);
    for (const unit of aac.slice(1, 16)) transcoder.write(unit);
    await eventually('all packets of 16 units', () => made.length === Math.floor((16 * AAC_FRAME_US) / 20_000));
  });

  it('make nothing of what comes while the child starts, which would be late', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    for (const unit of aac.slice(0, 10)) transcoder.write(unit);
    expect(transcoder.stats.dropped).toBe(9);
    await begin(transcoder, aac[50]!);
    for (const unit of aac.slice(51)) transcoder.write(unit);
    await eventually('sound', () => made.length > 0);
    expect(Math.abs(made[0]!.pts - aac[50]!.pts)).toBeLessThan(20_000);
  });

  it.each([8_000, 22_050, 44_100, 48_000])('put a sound of %i Hz where it was', async (rate) => {
    const beep = `aevalsrc=if(between(t\\,0.5\\,0.52)\\,sin(6283*t)\\,0):s=${rate}:d=1`;
    const stream = await run(['-f', 'lavfi', '-i', beep, '-ac', '2', '-c:a', 'aac', '-f', 'adts', '-']);
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit), { source: aacTrack(buildAudioSpecificConfig(rate, 2)) });
    const units = [...adtsFrames(stream)].map((data, index) => unitAt(START_US + (index * 1024e6) / rate, data));
    await begin(transcoder, units[0]!);
    for (const unit of units.slice(1)) transcoder.write(unit);
    await eventually('all of it', () => made.length >= 40);

    const writer = new OggWriter(1);
    const opus = [buildOpusHead(2), OPUS_TAGS, ...made.map(({ data }) => data)];
    const pages = opus.map((packet, index) => writer.page(packet, Math.max(0, index - 1) * 960)!);
    const skipped = parseOpusHead(buildOpusHead(2)).preSkip / 48_000;
    const heard = (made[0]!.pts - START_US) / 1e6 + skipped + (await beepAt(Buffer.concat(pages), 'ogg'));
    expect(Math.abs(heard - (await beepAt(stream, 'aac')))).toBeLessThan(0.0015);
  });

  it('fill a gap with silence, so that what follows is on time', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit));
    const late = aac.slice(60).map((unit) => ({ ...unit, pts: unit.pts + 1_000_000, dts: unit.dts + 1_000_000 }));
    await begin(transcoder, aac[0]!);
    for (const unit of [...aac.slice(1, 60), ...late]) transcoder.write(unit);
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
    await begin(transcoder, aac[0]!);
    for (const unit of aac.slice(1)) transcoder.write(unit);
    await eventually('most of the sound', () => toAac.length > ((SECONDS - 0.5) * 1e6) / AAC_FRAME_US);

    expect(back.track.codecString).toBe('mp4a.40.2');
    expect(Math.abs(toAac[1]!.pts - opus[0]!.pts)).toBeLessThan(2000);
    expect(toAac.slice(2).every(({ pts }, index) => Math.abs(pts - toAac[index + 1]!.pts - AAC_FRAME_US) < 2)).toBe(
      true,
    );
  });

  it('start the child again after its death and place its sound anew', async () => {
    const made: MediaUnit[] = [];
    const transcoder = toOpus((unit) => made.push(unit), { retryMs: 1 });
    const first = transcoder.pid!;
    await begin(transcoder, aac[0]!);
    for (const unit of aac.slice(1, 60)) transcoder.write(unit);
    await eventually('sound', () => made.length > 0);
    process.kill(first, 'SIGKILL');
    await eventually('another child', () => transcoder.pid !== undefined && transcoder.pid !== first);
    const before = made.length;
    await begin(transcoder, aac[70]!);
    for (const unit of aac.slice(71)) transcoder.write(unit);
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

const run = async (args: readonly string[], input?: Buffer): Promise<Buffer> => {
  const child = spawn(FFMPEG, ['-v', 'error', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  return buffer(child.stdout);
};

/** The middle of all that is heard, in seconds. */
const beepAt = async (stream: Buffer, format: string): Promise<number> => {
  const rate = 48_000;
  const pcm = await run(['-f', format, '-i', 'pipe:0', '-ac', '1', '-ar', `${rate}`, '-f', 's16le', 'pipe:1'], stream);
  let [energy, moment] = [0, 0];
  for (let index = 0; index < pcm.length / 2; index++) {
    const power = pcm.readInt16LE(index * 2) ** 2;
    energy += power;
    moment += power * index;
  }
  return moment / energy / rate;
};

const unitAt = (time: number, data: Buffer): MediaUnit => ({ kind: 'audio', isKey: true, dts: time, pts: time, data });

function* adtsFrames(stream: Buffer): Generator<Buffer> {
  for (let at = 0; at + 7 <= stream.length;) {
    const length = (stream.readUIntBE(at + 3, 3) >> 5) & 8191;
    yield stream.subarray(at + 7, at + length);
    at += length;
  }
}
