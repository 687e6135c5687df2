import type { VideoCodec, VideoTrack } from '../unit.js';
import { IGNORED, PACKET, skipModifiers, type FlvTag } from './flv-tag.js';
import { VIDEO_FOURCC, videoCodecOf } from './fourcc.js';

const ENHANCED = 0x80;
const KEY_FRAME = 1;
const INTER_FRAME = 2;
const COMMAND_FRAME = 5;
/** 12 is no standard, but what Chinese encoders have long sent HEVC as. */
const LEGACY_CODECS: Readonly<Record<number, VideoCodec>> = { 7: 'h264', 12: 'hevc' };

/** Never throws; a cut tag is ignored. */
export const parseVideoTag = (body: Buffer): FlvTag<VideoCodec> => {
  if (body.length < 2) return IGNORED;
  return body[0]! & ENHANCED ? parseEnhanced(body) : parseLegacy(body);
};

const parseLegacy = (body: Buffer): FlvTag<VideoCodec> => {
  const frameType = body[0]! >> 4;
  if (frameType === COMMAND_FRAME) return IGNORED;
  const codec = LEGACY_CODECS[body[0]! & 15];
  if (!codec) return { type: 'unsupported', codec: `FLV video ${body[0]! & 15}` };
  if (body.length <= 5) return IGNORED;
  const data = body.subarray(5);
  if (body[1] === 0) return { type: 'config', codec, data };
  if (body[1] !== 1) return IGNORED;
  return { type: 'unit', codec, isKey: frameType === KEY_FRAME, compositionMs: body.readIntBE(2, 3), data };
};

const parseEnhanced = (body: Buffer): FlvTag<VideoCodec> => {
  const frameType = (body[0]! >> 4) & 7;
  const packet = skipModifiers(body, body[0]! & 15);
  if (frameType === COMMAND_FRAME || !packet || packet.at + 4 >= body.length) return IGNORED;
  const { type, at } = packet;
  if (type !== PACKET.sequenceStart && type !== PACKET.codedFrames && type !== PACKET.codedFramesX) return IGNORED;
  const fourcc = body.toString('latin1', at, at + 4);
  const codec = videoCodecOf(fourcc);
  if (!codec) return { type: 'unsupported', codec: fourcc };
  if (type === PACKET.sequenceStart) return { type: 'config', codec, data: body.subarray(at + 4) };
  const hasComposition = type === PACKET.codedFrames && codec !== 'av1';
  const from = at + (hasComposition ? 7 : 4);
  if (from >= body.length) return IGNORED;
  const compositionMs = hasComposition ? body.readIntBE(at + 4, 3) : 0;
  return { type: 'unit', codec, isKey: frameType === KEY_FRAME, compositionMs, data: body.subarray(from) };
};

/** What comes before the configuration in a tag: H.264 as ever, the others enhanced. */
export const videoConfigHeader = ({ codec }: VideoTrack): Buffer =>
  codec === 'h264' ? Buffer.from([0x17, 0, 0, 0, 0]) : enhancedHeader(KEY_FRAME, PACKET.sequenceStart, codec);

/** What comes before a unit's data in a tag. */
export const videoUnitHeader = (codec: VideoCodec, isKey: boolean, compositionMs: number): Buffer => {
  const frameType = isKey ? KEY_FRAME : INTER_FRAME;
  if (codec === 'h264') return withComposition(Buffer.from([(frameType << 4) | 7, 1, 0, 0, 0]), compositionMs);
  if (codec === 'av1') return enhancedHeader(frameType, PACKET.codedFrames, codec);
  if (compositionMs === 0) return enhancedHeader(frameType, PACKET.codedFramesX, codec);
  const header = Buffer.concat([enhancedHeader(frameType, PACKET.codedFrames, codec), Buffer.alloc(3)]);
  return withComposition(header, compositionMs);
};

const enhancedHeader = (frameType: number, packetType: number, codec: VideoCodec): Buffer =>
  Buffer.concat([Buffer.from([ENHANCED | (frameType << 4) | packetType]), Buffer.from(VIDEO_FOURCC[codec], 'latin1')]);

const withComposition = (header: Buffer, compositionMs: number): Buffer => {
  header.writeIntBE(Math.max(-0x800000, Math.min(0x7fffff, compositionMs)), header.length - 3, 3);
  return header;
};
