import { MalformedMedia } from '../malformed-media.js';
import type { VideoTrack } from '../unit.js';
import { parseHevcSps } from './hevc-sps.js';
import { readParameterSets, writeParameterSets } from './parameter-sets.js';

/** nal_unit_type, ITU-T H.265 table 7-1; 16..23 are the pictures where decoding can begin. */
export const HEVC_NAL = { firstIrap: 16, lastIrap: 23, vps: 32, sps: 33, pps: 34, delimiter: 35, sei: 39 } as const;

export const hevcNalType = (nal: Buffer): number => (nal[0]! >> 1) & 63;

export const isHevcKeyNal = (nal: Buffer): boolean => {
  const type = hevcNalType(nal);
  return type >= HEVC_NAL.firstIrap && type <= HEVC_NAL.lastIrap;
};

export interface HevcConfig {
  vps: Buffer[];
  sps: Buffer[];
  pps: Buffer[];
  /** Bytes of a NAL unit's length: 1, 2 or 4. */
  lengthSize: number;
}

/** Bytes before the parameter sets. */
const FIXED_BYTES = 23;
const MAX_ARRAYS = 16;

/**
 * HEVCDecoderConfigurationRecord, ISO/IEC 14496-15 §8.3.3.1.
 * @throws MalformedMedia
 */
export const parseHevcConfig = (hvcC: Buffer): HevcConfig => {
  if (hvcC.length < FIXED_BYTES || hvcC[0] !== 1) throw new MalformedMedia('hvcC');
  const sets: Record<number, Buffer[]> = {};
  const arrays = hvcC[22]!;
  if (arrays > MAX_ARRAYS) throw new MalformedMedia('hvcC');
  let at = FIXED_BYTES;
  for (let index = 0; index < arrays; index++) {
    if (at + 3 > hvcC.length) throw new MalformedMedia('hvcC');
    const type = hvcC[at]! & 63;
    const read = readParameterSets(hvcC, at + 3, hvcC.readUInt16BE(at + 1));
    (sets[type] ??= []).push(...read.sets);
    at = read.end;
  }
  const { [HEVC_NAL.vps]: vps = [], [HEVC_NAL.sps]: sps = [], [HEVC_NAL.pps]: pps = [] } = sets;
  if (sps.length === 0 || pps.length === 0) throw new MalformedMedia('hvcC');
  return { vps, sps, pps, lengthSize: (hvcC[21]! & 3) + 1 };
};

/** With lengths of 4 bytes. The first SPS gives profile, tier and level. */
export const buildHevcConfig = (vps: readonly Buffer[], sps: readonly Buffer[], pps: readonly Buffer[]): Buffer => {
  const first = sps[0];
  if (!first) throw new MalformedMedia('SPS');
  const { profileTierLevel, chromaFormat, bitDepthLuma, bitDepthChroma, temporalLayers, isNested } =
    parseHevcSps(first);
  const fixed = Buffer.alloc(FIXED_BYTES);
  fixed[0] = 1;
  profileTierLevel.copy(fixed, 1);
  fixed.writeUInt16BE(0xf000, 13); // min_spatial_segmentation_idc: unknown
  fixed[15] = 0xfc; // parallelismType: unknown
  fixed[16] = 0xfc | chromaFormat;
  fixed[17] = 0xf8 | (bitDepthLuma - 8);
  fixed[18] = 0xf8 | (bitDepthChroma - 8);
  fixed[21] = (temporalLayers << 3) | (isNested ? 4 : 0) | 3;
  const arrays = [
    { type: HEVC_NAL.vps, sets: vps },
    { type: HEVC_NAL.sps, sets: sps },
    { type: HEVC_NAL.pps, sets: pps },
  ].filter(({ sets }) => sets.length > 0);
  fixed[22] = arrays.length;
  const written = arrays.flatMap(({ type, sets }) => [
    Buffer.from([0x80 | type, 0, sets.length]),
    ...writeParameterSets(sets),
  ]);
  return Buffer.concat([fixed, ...written]);
};

/** @throws MalformedMedia */
export const hevcTrack = (hvcC: Buffer): VideoTrack => {
  const { vps, sps, pps, lengthSize } = parseHevcConfig(hvcC);
  const { width, height } = parseHevcSps(sps[0]!);
  return {
    kind: 'video',
    codec: 'hevc',
    config: lengthSize === 4 ? hvcC : buildHevcConfig(vps, sps, pps),
    width,
    height,
    codecString: hevcCodecString(hvcC.subarray(1, 13)),
  };
};

/** ISO/IEC 14496-15 annex E.3: `hvc1.1.6.L93.B0`. */
const hevcCodecString = (profileTierLevel: Buffer): string => {
  const space = ['', 'A', 'B', 'C'][profileTierLevel[0]! >> 6]!;
  const tier = profileTierLevel[0]! & 0x20 ? 'H' : 'L';
  const compatibility = reverseBits(profileTierLevel.readUInt32BE(1)).toString(16);
  const constraints = [...profileTierLevel.subarray(5, 11)];
  while (constraints.at(-1) === 0) constraints.pop();
  return [
    'hvc1',
    `${space}${profileTierLevel[0]! & 31}`,
    compatibility,
    `${tier}${profileTierLevel[11]!}`,
    ...constraints.map((byte) => byte.toString(16)),
  ].join('.');
};

const reverseBits = (word: number): number => {
  let reversed = 0;
  for (let bit = 0; bit < 32; bit++) reversed = reversed * 2 + ((word >>> bit) & 1);
  return reversed;
};
