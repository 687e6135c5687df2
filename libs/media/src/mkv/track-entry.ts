import { buildOpusHead } from '../codecs/opus.js';
import type { Track, TrackKind } from '../unit.js';
import { element, float, text, unsigned, voidElement } from './ebml.js';

/** One track of each kind at most. */
export const MKV_TRACK_NUMBERS: Record<TrackKind, number> = { video: 1, audio: 2 };

const TRACK_TYPES: Record<TrackKind, number> = { video: 1, audio: 2 };
const CODEC_IDS = {
  h264: 'V_MPEG4/ISO/AVC',
  hevc: 'V_MPEGH/ISO/HEVC',
  av1: 'V_AV1',
  aac: 'A_AAC',
  opus: 'A_OPUS',
} as const;
const OPUS_PRE_ROLL_NS = 80_000_000;
const MAX_DEFAULT_DURATION_NS = 0xffffffff;

/** RFC 9559 §5.1.4.1. As long with a frame duration (nanoseconds, filled in at the end) as without. */
export const trackEntry = (track: Track, frameNs?: number): Buffer => {
  const number = MKV_TRACK_NUMBERS[track.kind];
  const config = track.codec === 'opus' ? buildOpusHead(track.channels) : track.config;
  return element(
    0xae,
    unsigned(0xd7, number),
    unsigned(0x73c5, number),
    unsigned(0x83, TRACK_TYPES[track.kind]),
    unsigned(0x9c, 0),
    text(0x86, CODEC_IDS[track.codec]),
    element(0x63a2, config),
    ...(track.codec === 'opus' ? [unsigned(0x56bb, OPUS_PRE_ROLL_NS)] : []),
    track.kind === 'video'
      ? Buffer.concat([
          defaultDuration(frameNs),
          element(0xe0, unsigned(0xb0, track.width || 1), unsigned(0xba, track.height || 1)),
        ])
      : element(0xe1, float(0xb5, track.sampleRate), unsigned(0x9f, track.channels)),
  );
};

const defaultDuration = (frameNs: number | undefined): Buffer => {
  if (frameNs === undefined || frameNs > MAX_DEFAULT_DURATION_NS) return voidElement(8);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Math.round(frameNs));
  return element(0x23e383, bytes);
};
