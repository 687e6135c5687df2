import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { MalformedMedia } from '../malformed-media.js';
import { buildHevcConfig, hevcTrack, isHevcKeyNal, parseHevcConfig } from './hevc.js';
import { parseHevcSps } from './hevc-sps.js';

/** Written by FFmpeg 5.1 with libx265: 322x182 Main. */
const HVCC = Buffer.from(
  '0101600000009000000000003cf000fcfdf8f800000f03a00001001840010c01ffff01600000030090000003000003003c959809' +
    'a10001002a42010101600000030090000003000003003ca00a480b9c9596566924caf0168080000003008000000504a2' +
    '000100074401c172b46240',
  'hex',
);

describe('HEVC', () => {
  it('reads a record and writes it again', () => {
    const { vps, sps, pps, lengthSize } = parseHevcConfig(HVCC);
    expect([vps.length, sps.length, pps.length, lengthSize]).toEqual([1, 1, 1, 4]);
    expect(parseHevcSps(sps[0]!)).toMatchObject({ width: 322, height: 182, maxReorderFrames: 2, bitDepthLuma: 8 });
    expect(hevcTrack(HVCC)).toMatchObject({ width: 322, height: 182, codecString: 'hvc1.1.6.L60.90', config: HVCC });

    const written = buildHevcConfig(vps, sps, pps);
    expect(parseHevcConfig(written)).toEqual({ vps, sps, pps, lengthSize: 4 });
    expect(written.subarray(0, 13)).toEqual(HVCC.subarray(0, 13));
  });

  it('refuses every cut record and survives any changed one', () => {
    for (let length = 0; length < HVCC.length; length++)
      expect(() => hevcTrack(HVCC.subarray(0, length))).toThrow(MalformedMedia);
    const random = seededRandom(5);
    for (let round = 0; round < 5_000; round++) {
      const changed = Buffer.from(HVCC);
      for (let hit = 0; hit < 3; hit++) changed[random.below(changed.length)] = random.below(256);
      expectTrackOrMalformed(changed);
    }
  });

  it('knows where decoding can begin', () => {
    expect(isHevcKeyNal(Buffer.from([19 << 1, 1]))).toBe(true);
    expect(isHevcKeyNal(Buffer.from([21 << 1, 1]))).toBe(true);
    expect(isHevcKeyNal(Buffer.from([1 << 1, 1]))).toBe(false);
  });
});

const expectTrackOrMalformed = (hvcC: Buffer): void => {
  try {
    expect(hevcTrack(hvcC).width).toBeGreaterThan(0);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};
