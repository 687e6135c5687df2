import { MalformedMedia } from '../malformed-media.js';
import type { VideoTrack } from '../unit.js';
import { BitReader } from './bit-reader.js';
import { parseSps } from './h264-sps.js';
import { rbspOf } from './nal.js';
import { readParameterSets, writeParameterSets } from './parameter-sets.js';

/** nal_unit_type, ITU-T H.264 table 7-1. */
export const H264_NAL = { slice: 1, idr: 5, sei: 6, sps: 7, pps: 8, delimiter: 9 } as const;

export const h264NalType = (nal: Buffer): number => nal[0]! & 31;

export interface AvcConfig {
  sps: Buffer[];
  pps: Buffer[];
  /** Bytes of a NAL unit's length: 1, 2 or 4. */
  lengthSize: number;
}

/**
 * AVCDecoderConfigurationRecord, ISO/IEC 14496-15 §5.3.3.1.
 * @throws MalformedMedia
 */
export const parseAvcConfig = (avcC: Buffer): AvcConfig => {
  if (avcC.length < 7 || avcC[0] !== 1) throw new MalformedMedia('avcC');
  const { sets: sps, end } = readParameterSets(avcC, 6, avcC[5]! & 31);
  const { sets: pps } = readParameterSets(avcC, end + 1, avcC[end] ?? 0);
  if (sps.length === 0 || pps.length === 0) throw new MalformedMedia('avcC');
  return { sps, pps, lengthSize: (avcC[4]! & 3) + 1 };
};

/** Baseline, Main and Extended: their record ends with the PPS. */
const WITHOUT_EXTENSION = new Set([66, 77, 88]);

/** With lengths of 4 bytes. The first SPS gives profile and level. */
export const buildAvcConfig = (sps: readonly Buffer[], pps: readonly Buffer[]): Buffer => {
  const first = sps[0];
  if (!first || first.length < 4) throw new MalformedMedia('SPS');
  const parts = [
    Buffer.from([1, first[1]!, first[2]!, first[3]!, 0xff, 0xe0 | sps.length]),
    ...writeParameterSets(sps),
    Buffer.from([pps.length]),
    ...writeParameterSets(pps),
  ];
  const { profile, chromaFormat, bitDepthLuma, bitDepthChroma } = parseSps(first);
  if (!WITHOUT_EXTENSION.has(profile))
    parts.push(Buffer.from([0xfc | chromaFormat, 0xf8 | (bitDepthLuma - 8), 0xf8 | (bitDepthChroma - 8), 0]));
  return Buffer.concat(parts);
};

/** @throws MalformedMedia */
export const avcTrack = (avcC: Buffer): VideoTrack => {
  const { sps, pps, lengthSize } = parseAvcConfig(avcC);
  const { width, height } = parseSps(sps[0]!);
  return {
    kind: 'video',
    codec: 'h264',
    config: lengthSize === 4 ? avcC : buildAvcConfig(sps, pps),
    width,
    height,
    codecString: `avc1.${avcC.toString('hex', 1, 4)}`,
  };
};

export type SliceType = 'P' | 'B' | 'I' | 'SP' | 'SI';
const SLICE_TYPES: readonly SliceType[] = ['P', 'B', 'I', 'SP', 'SI'];

/** Two Exp-Golomb codes of at most 32 bits each would fit; more is no slice header. */
const SLICE_HEADER_BYTES = 16;

/** slice_type, ITU-T H.264 §7.4.3; undefined for what is no slice. */
export const sliceType = (nal: Buffer): SliceType | undefined => {
  const type = h264NalType(nal);
  if (type !== H264_NAL.slice && type !== H264_NAL.idr) return undefined;
  try {
    const header = new BitReader(rbspOf(nal.subarray(0, SLICE_HEADER_BYTES), 1));
    header.ue(); // first_mb_in_slice
    return SLICE_TYPES[header.ue() % 5];
  } catch {
    return undefined;
  }
};

export const isBSlice = (nal: Buffer): boolean => sliceType(nal) === 'B';
