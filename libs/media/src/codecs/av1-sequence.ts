import { BitReader } from './bit-reader.js';

export interface Av1Sequence {
  profile: number;
  /** seq_level_idx of the first operating point. */
  level: number;
  tier: number;
  width: number;
  height: number;
  bitDepth: number;
  isMonochrome: boolean;
  subsamplingX: number;
  subsamplingY: number;
  samplePosition: number;
}

type Colour = Pick<Av1Sequence, 'bitDepth' | 'isMonochrome' | 'subsamplingX' | 'subsamplingY' | 'samplePosition'>;

/**
 * The payload of a sequence header OBU, AV1 §5.5.
 * @throws MalformedMedia
 */
export const parseAv1Sequence = (payload: Buffer): Av1Sequence => {
  const bits = new BitReader(payload);
  const profile = bits.bits(3);
  bits.flag(); // still_picture
  const isReduced = bits.flag();
  const { level, tier } = isReduced ? { level: bits.bits(5), tier: 0 } : readOperatingPoints(bits);
  const widthBits = bits.bits(4) + 1;
  const heightBits = bits.bits(4) + 1;
  const width = bits.bits(widthBits) + 1;
  const height = bits.bits(heightBits) + 1;
  if (!isReduced && bits.flag()) bits.skip(7); // frame ids
  bits.skip(3); // superblock size, intra tools
  if (!isReduced) skipInterTools(bits);
  bits.skip(3); // superres, cdef, restoration
  return { profile, level, tier, width, height, ...readColour(bits, profile) };
};

const readOperatingPoints = (bits: BitReader): { level: number; tier: number } => {
  let delayBits = 0;
  if (bits.flag()) {
    bits.skip(64); // timing information
    if (bits.flag()) bits.ue();
    if (bits.flag()) {
      delayBits = bits.bits(5) + 1;
      bits.skip(42); // num_units_in_decoding_tick, buffer_removal_time_length, frame_presentation_time_length
    }
  }
  const hasDisplayDelay = bits.flag();
  const count = bits.bits(5) + 1;
  const first = { level: 0, tier: 0 };
  for (let point = 0; point < count; point++) {
    bits.skip(12); // operating_point_idc
    const level = bits.bits(5);
    const tier = level > 7 ? bits.bits(1) : 0;
    if (point === 0) Object.assign(first, { level, tier });
    if (delayBits > 0 && bits.flag()) bits.skip(2 * delayBits + 1);
    if (hasDisplayDelay && bits.flag()) bits.skip(4);
  }
  return first;
};

const skipInterTools = (bits: BitReader): void => {
  bits.skip(4); // compound and warp tools
  const hasOrderHint = bits.flag();
  if (hasOrderHint) bits.skip(2);
  const forcesScreenTools = bits.flag() ? 2 : bits.bits(1);
  if (forcesScreenTools > 0 && !bits.flag()) bits.flag(); // seq_force_integer_mv
  if (hasOrderHint) bits.skip(3);
};

const SRGB = 0x01_0d_00;

const readColour = (bits: BitReader, profile: number): Colour => {
  const isHigh = bits.flag();
  const bitDepth = profile === 2 && isHigh ? (bits.flag() ? 12 : 10) : isHigh ? 10 : 8;
  const isMonochrome = profile !== 1 && bits.flag();
  const description = bits.flag() ? bits.bits(24) : undefined;
  if (isMonochrome) return { bitDepth, isMonochrome, subsamplingX: 1, subsamplingY: 1, samplePosition: 0 };
  if (description === SRGB) return { bitDepth, isMonochrome, subsamplingX: 0, subsamplingY: 0, samplePosition: 0 };
  bits.flag(); // color_range
  const subsamplingX = profile === 0 || (profile === 2 && (bitDepth !== 12 || bits.flag())) ? 1 : 0;
  const subsamplingY = profile === 0 || (profile === 2 && bitDepth === 12 && subsamplingX === 1 && bits.flag()) ? 1 : 0;
  const samplePosition = subsamplingX && subsamplingY ? bits.bits(2) : 0;
  return { bitDepth, isMonochrome, subsamplingX, subsamplingY, samplePosition };
};
