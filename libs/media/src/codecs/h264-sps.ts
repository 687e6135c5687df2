import { MalformedMedia } from '../malformed-media.js';
import { BitReader } from './bit-reader.js';
import { rbspOf } from './nal.js';

export interface H264Sps {
  /** profile_idc. */
  profile: number;
  /** Ten times the level: 31 is level 3.1. */
  level: number;
  /** After cropping. */
  width: number;
  height: number;
  /** How many frames may come before one that is shown earlier; null where the encoder does not say. */
  maxReorderFrames: number | null;
  /** 1 is 4:2:0. */
  chromaFormat: number;
  bitDepthLuma: number;
  bitDepthChroma: number;
  /** Frames a second as the timing information has it, else null. */
  frameRate: number | null;
}

const WITH_CHROMA = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135]);
const INTRA_ONLY = new Set([44, 86, 100, 110, 122, 244]);
const EXTENDED_SAR = 255;

/**
 * Sequence parameter set with its NAL header, ITU-T H.264 §7.3.2.1.1 and annex E.
 * @throws MalformedMedia
 */
export const parseSps = (sps: Buffer): H264Sps => {
  const bits = new BitReader(rbspOf(sps, 1));
  const profile = bits.bits(8);
  const constraints = bits.bits(8);
  const level = bits.bits(8);
  bits.ue(); // seq_parameter_set_id
  const format = WITH_CHROMA.has(profile) ? readFormat(bits) : { chromaFormat: 1, bitDepthLuma: 8, bitDepthChroma: 8 };
  bits.ue(); // log2_max_frame_num_minus4
  const orderType = readPictureOrder(bits);
  bits.ue(); // max_num_ref_frames
  bits.flag(); // gaps_in_frame_num_value_allowed_flag
  const widthMbs = bits.ue() + 1;
  const heightUnits = bits.ue() + 1;
  const fields = bits.flag() ? 1 : 2;
  if (fields === 2) bits.flag(); // mb_adaptive_frame_field_flag
  bits.flag(); // direct_8x8_inference_flag
  const heightMbs = heightUnits * fields;
  const { chromaFormat } = format;
  const cropX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const cropY = (chromaFormat === 1 ? 2 : 1) * fields;
  const [left, right, top, bottom] = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const width = widthMbs * 16 - (left + right) * cropX;
  const height = heightMbs * 16 - (top + bottom) * cropY;
  if (width < 1 || height < 1 || width > 16_384 || height > 16_384) throw new MalformedMedia('SPS dimensions');

  const usability = bits.flag() ? readUsability(bits) : { frameRate: null, maxReorderFrames: null };
  const inOrder = profile === 66 || orderType === 2 || (INTRA_ONLY.has(profile) && (constraints & 0x10) !== 0);
  const maxReorderFrames = inOrder ? 0 : usability.maxReorderFrames;
  return { profile, level, width, height, maxReorderFrames, ...format, frameRate: usability.frameRate };
};

const readFormat = (bits: BitReader): { chromaFormat: number; bitDepthLuma: number; bitDepthChroma: number } => {
  const chromaFormat = bits.ue();
  if (chromaFormat > 3) throw new MalformedMedia('SPS chroma format');
  if (chromaFormat === 3) bits.flag(); // separate_colour_plane_flag
  const bitDepthLuma = bits.ue() + 8;
  const bitDepthChroma = bits.ue() + 8;
  if (bitDepthLuma > 14 || bitDepthChroma > 14) throw new MalformedMedia('SPS bit depth');
  bits.flag(); // qpprime_y_zero_transform_bypass_flag
  if (bits.flag())
    for (let list = 0; list < (chromaFormat === 3 ? 12 : 8); list++)
      if (bits.flag()) skipScalingList(bits, list < 6 ? 16 : 64);
  return { chromaFormat, bitDepthLuma, bitDepthChroma };
};

const skipScalingList = (bits: BitReader, size: number): void => {
  let last = 8;
  for (let index = 0; index < size; index++) {
    const next = (last + bits.se() + 256) % 256;
    if (next === 0) return;
    last = next;
  }
};

const readPictureOrder = (bits: BitReader): number => {
  const type = bits.ue();
  if (type > 2) throw new MalformedMedia('SPS picture order');
  if (type === 0) bits.ue(); // log2_max_pic_order_cnt_lsb_minus4
  if (type !== 1) return type;
  bits.flag(); // delta_pic_order_always_zero_flag
  bits.se(); // offset_for_non_ref_pic
  bits.se(); // offset_for_top_to_bottom_field
  const cycle = bits.ue();
  if (cycle > 255) throw new MalformedMedia('SPS picture order');
  for (let index = 0; index < cycle; index++) bits.se();
  return type;
};

interface Usability {
  frameRate: number | null;
  maxReorderFrames: number | null;
}

/** What a broken or cut end of this optional part would tell is left out, not refused: decoders do the same. */
const readUsability = (bits: BitReader): Usability => {
  const usability: Usability = { frameRate: null, maxReorderFrames: null };
  try {
    if (bits.flag() && bits.bits(8) === EXTENDED_SAR) bits.skip(32);
    if (bits.flag()) bits.flag(); // overscan
    if (bits.flag()) {
      bits.skip(4); // video_format, video_full_range_flag
      if (bits.flag()) bits.skip(24); // colour description
    }
    if (bits.flag()) {
      bits.ue(); // chroma_sample_loc_type
      bits.ue();
    }
    if (bits.flag()) {
      const [tick, scale] = [bits.bits(32), bits.bits(32)];
      bits.flag(); // fixed_frame_rate_flag
      usability.frameRate = tick > 0 && scale > 0 ? scale / (2 * tick) : null;
    }
    const nal = bits.flag() && skipReferenceDecoder(bits);
    const vcl = bits.flag() && skipReferenceDecoder(bits);
    if (nal || vcl) bits.flag(); // low_delay_hrd_flag
    bits.flag(); // pic_struct_present_flag
    if (!bits.flag()) return usability;
    bits.flag(); // motion_vectors_over_pic_boundaries_flag
    for (let skipped = 0; skipped < 4; skipped++) bits.ue();
    usability.maxReorderFrames = Math.min(16, bits.ue());
  } catch {
    return usability;
  }
  return usability;
};

const skipReferenceDecoder = (bits: BitReader): true => {
  const count = bits.ue() + 1;
  if (count > 32) throw new MalformedMedia('SPS reference decoder');
  bits.skip(8);
  for (let index = 0; index < count; index++) {
    bits.ue();
    bits.ue();
    bits.flag();
  }
  bits.skip(20);
  return true;
};
