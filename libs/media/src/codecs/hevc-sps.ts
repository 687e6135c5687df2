import { MalformedMedia } from '../malformed-media.js';
import { BitReader } from './bit-reader.js';
import { rbspOf } from './nal.js';

export interface HevcSps {
  /** general_profile_space to general_level_idc as they stand, 12 bytes. */
  profileTierLevel: Buffer;
  /** After cropping. */
  width: number;
  height: number;
  maxReorderFrames: number;
  /** 1 is 4:2:0. */
  chromaFormat: number;
  bitDepthLuma: number;
  bitDepthChroma: number;
  temporalLayers: number;
  isNested: boolean;
}

const PROFILE_TIER_LEVEL_BYTES = 12;
const SUB_LAYER_PROFILE_BITS = 88;
const SUB_LAYER_LEVEL_BITS = 8;

/**
 * Sequence parameter set with its NAL header, ITU-T H.265 §7.3.2.2.
 * @throws MalformedMedia
 */
export const parseHevcSps = (sps: Buffer): HevcSps => {
  const payload = rbspOf(sps, 2);
  const bits = new BitReader(payload);
  bits.skip(4); // sps_video_parameter_set_id
  const subLayers = bits.bits(3);
  const isNested = bits.flag();
  bits.skip(PROFILE_TIER_LEVEL_BYTES * 8);
  skipSubLayers(bits, subLayers);
  bits.ue(); // sps_seq_parameter_set_id
  const chromaFormat = bits.ue();
  if (chromaFormat > 3) throw new MalformedMedia('SPS chroma format');
  if (chromaFormat === 3) bits.flag(); // separate_colour_plane_flag
  const codedWidth = bits.ue();
  const codedHeight = bits.ue();
  const [left, right, top, bottom] = bits.flag() ? [bits.ue(), bits.ue(), bits.ue(), bits.ue()] : [0, 0, 0, 0];
  const width = codedWidth - (left + right) * (chromaFormat === 1 || chromaFormat === 2 ? 2 : 1);
  const height = codedHeight - (top + bottom) * (chromaFormat === 1 ? 2 : 1);
  if (width < 1 || height < 1 || width > 16_384 || height > 16_384) throw new MalformedMedia('SPS dimensions');
  const bitDepthLuma = bits.ue() + 8;
  const bitDepthChroma = bits.ue() + 8;
  if (bitDepthLuma > 15 || bitDepthChroma > 15) throw new MalformedMedia('SPS bit depth');
  bits.ue(); // log2_max_pic_order_cnt_lsb_minus4
  const layersTold = bits.flag() ? subLayers + 1 : 1;
  let maxReorderFrames = 0;
  for (let layer = 0; layer < layersTold; layer++) {
    bits.ue(); // sps_max_dec_pic_buffering_minus1
    maxReorderFrames = Math.min(16, bits.ue());
    bits.ue(); // sps_max_latency_increase_plus1
  }
  return {
    profileTierLevel: payload.subarray(1, 1 + PROFILE_TIER_LEVEL_BYTES),
    width,
    height,
    maxReorderFrames,
    chromaFormat,
    bitDepthLuma,
    bitDepthChroma,
    temporalLayers: subLayers + 1,
    isNested,
  };
};

const skipSubLayers = (bits: BitReader, count: number): void => {
  if (count === 0) return;
  const present = Array.from({ length: 8 }, () => ({ profile: bits.flag(), level: bits.flag() }));
  for (const { profile, level } of present.slice(0, count)) {
    if (profile) bits.skip(SUB_LAYER_PROFILE_BITS);
    if (level) bits.skip(SUB_LAYER_LEVEL_BITS);
  }
};
