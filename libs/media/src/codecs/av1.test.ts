import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { MalformedMedia } from '../malformed-media.js';
import { AV1_OBU, av1Track, buildAv1Config, obus, withoutDelimiters } from './av1.js';

/** Written by FFmpeg 5.1 with libaom: 320x180, profile 1 (4:4:4). */
const AV1C = Buffer.from('812000000a0d200000043cfeccdaf92021a004', 'hex');
const SEQUENCE = AV1C.subarray(4);
const DELIMITER = Buffer.from([0x12, 0]);
const FRAME = Buffer.from([0x32, 3, 1, 2, 3]);

describe('AV1', () => {
  it('reads a record and writes it again', () => {
    expect(av1Track(AV1C)).toMatchObject({ width: 320, height: 180, codecString: 'av01.1.00M.08' });
    const [sequence] = obus(SEQUENCE);
    expect(buildAv1Config(sequence!)).toEqual(AV1C);
    expect(av1Track(AV1C.subarray(0, 4))).toMatchObject({ width: 0, height: 0 });
  });

  it('walks the OBUs of a temporal unit and takes delimiters out', () => {
    const unit = Buffer.concat([DELIMITER, SEQUENCE, FRAME]);
    expect([...obus(unit)].map(({ type }) => type)).toEqual([
      AV1_OBU.temporalDelimiter,
      AV1_OBU.sequenceHeader,
      AV1_OBU.frame,
    ]);
    expect(withoutDelimiters(unit)).toEqual(Buffer.concat([SEQUENCE, FRAME]));
    expect([...obus(Buffer.from([0x30, 7, 8]))][0]!.payload).toEqual(Buffer.from([7, 8]));
    expect([...obus(unit.subarray(0, unit.length - 1))]).toHaveLength(2);
  });

  it('refuses a cut record and survives any changed one', () => {
    for (let length = 0; length < 4; length++) expect(() => av1Track(AV1C.subarray(0, length))).toThrow(MalformedMedia);
    const random = seededRandom(6);
    for (let round = 0; round < 5_000; round++) {
      const changed = Buffer.from(AV1C);
      for (let hit = 0; hit < 2; hit++) changed[random.below(changed.length)] = random.below(256);
      expectTrackOrMalformed(changed.subarray(0, 1 + random.below(changed.length)));
    }
  });
});

const expectTrackOrMalformed = (av1C: Buffer): void => {
  try {
    expect(av1Track(av1C).codecString).toMatch(/^av01\./);
  } catch (error) {
    expect(error).toBeInstanceOf(MalformedMedia);
  }
};
