import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { MalformedMedia } from '../malformed-media.js';
import { splitAnnexB, toAnnexB } from './annex-b.js';
import { avcTrack, buildAvcConfig, isBSlice, parseAvcConfig, sliceType } from './h264.js';
import { parseSps } from './h264-sps.js';
import { nalUnits, toLengthPrefixed, withLongLengths } from './nal.js';

/** Written by FFmpeg 5.1 with libx264. */
const VECTORS = [
  {
    name: '320x180 High 4:4:4 with B-frames',
    avcC: '01f4000cffe1001967f4000c919b282833f1b80880000003008000000a078a14cb01000668ebe3c44844fff8f800',
    sps: { profile: 244, width: 320, height: 180, maxReorderFrames: 2, frameRate: 10 },
    codecString: 'avc1.f4000c',
  },
  {
    name: '1920x1080 constrained Baseline',
    avcC: '0142c028ffe1001a6742c028d900780227e5c044000003000400000300503c60c92001000568cb83cb20',
    sps: { profile: 66, width: 1920, height: 1080, maxReorderFrames: 0, frameRate: 10 },
    codecString: 'avc1.42c028',
  },
  {
    name: '320x180 High 10',
    avcC: '016e000cffe1001a676e000ca6cd941419f9f011000003000100000300140f14299601000668ebe3cb22c0fdfafa00',
    sps: { profile: 110, width: 320, height: 180, maxReorderFrames: 2, frameRate: 10, bitDepthLuma: 10 },
    codecString: 'avc1.6e000c',
  },
].map((vector) => ({ ...vector, avcC: Buffer.from(vector.avcC, 'hex') }));
const [high, baseline] = [VECTORS[0]!.avcC, VECTORS[1]!.avcC];

describe('H.264', () => {
  it.each(VECTORS)('reads $name and writes the same record again', ({ avcC, sps, codecString }) => {
    const config = parseAvcConfig(avcC);
    expect(parseSps(config.sps[0]!)).toMatchObject(sps);
    expect(avcTrack(avcC)).toMatchObject({ width: sps.width, height: sps.height, codecString, config: avcC });
    expect(buildAvcConfig(config.sps, config.pps)).toEqual(avcC);
  });

  it('takes the most reordering a level allows when the encoder does not say', () => {
    const { sps } = parseAvcConfig(high);
    const withoutUsability = Buffer.from(sps[0]!.subarray(0, 11));
    withoutUsability[10] = 0xb0; // vui_parameters_present_flag becomes 0
    expect(parseSps(withoutUsability)).toMatchObject({
      width: 320,
      height: 180,
      maxReorderFrames: null,
      frameRate: null,
    });
  });

  it('rewrites a record with short lengths to lengths of four bytes', () => {
    const short = Buffer.from(baseline);
    short[4] = 0xfd;
    expect(parseAvcConfig(short).lengthSize).toBe(2);
    expect(avcTrack(short).config).toEqual(baseline);
  });

  it('refuses every cut record and survives any changed one', () => {
    for (let length = 0; length < baseline.length; length++)
      expect(() => avcTrack(baseline.subarray(0, length))).toThrow(MalformedMedia);
    const random = seededRandom(4);
    for (let round = 0; round < 5_000; round++) {
      const changed = Buffer.from(VECTORS[round % VECTORS.length]!.avcC);
      for (let hit = 0; hit < 3; hit++) changed[random.below(changed.length)] = random.below(256);
      expectTrackOrMalformed(changed);
    }
  });

  it('tells slice types', () => {
    expect(sliceType(Buffer.from([0x65, 0x88]))).toBe('I');
    expect(sliceType(Buffer.from([0x41, 0x9a]))).toBe('P');
    expect(isBSlice(Buffer.from([0x01, 0x9e]))).toBe(true);
    expect(sliceType(Buffer.from([0x67, 0x42]))).toBeUndefined();
    expect(sliceType(Buffer.from([0x41]))).toBeUndefined();
    expect(sliceType(Buffer.alloc(40))).toBeUndefined();
  });
});

describe('NAL units', () => {
  const nals = [Buffer.from([0x65, 1, 2, 3]), Buffer.from([0x41, 9])];

  it('go from lengths to start codes and back', () => {
    const unit = toLengthPrefixed(nals);
    expect([...nalUnits(unit)]).toEqual(nals);
    expect(splitAnnexB(toAnnexB(unit))).toEqual(nals);
    expect(splitAnnexB(toAnnexB(unit, avcTrack(baseline)))).toHaveLength(4);
    expect(splitAnnexB(Buffer.from([0, 0, 1, 0x65, 0, 0, 0, 1, 0x41, 7, 0]))).toEqual([
      Buffer.from([0x65]),
      Buffer.from([0x41, 7]),
    ]);
  });

  it('stop where a length lies', () => {
    const unit = toLengthPrefixed(nals);
    for (let length = 0; length < unit.length; length++)
      expect([...nalUnits(unit.subarray(0, length))].length).toBeLessThan(2);
  });

  it('get lengths of four bytes', () => {
    const short = Buffer.from([0, 1, 0x65, 0, 2, 0x41, 9]);
    expect(withLongLengths(short, 2)).toEqual(Buffer.from([0, 0, 0, 1, 0x65, 0, 0, 0, 2, 0x41, 9]));
    const long = toLengthPrefixed(nals);
    expect(withLongLengths(long, 4)).toBe(long);
    expect(withLongLengths(long.subarray(0, 9), 4)).toBeUndefined();
    expect(withLongLengths(Buffer.from([5, 1]), 1)).toBeUndefined();
  });
});

const expectTrackOrMalformed = (avcC: Buffer): void => {
  try {
    expect(avcTrack(avcC).width).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};
