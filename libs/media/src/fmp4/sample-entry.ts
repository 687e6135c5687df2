import type { AudioTrack, Track, VideoTrack } from '../unit.js';
import { box, fullBox, u16, u32, u8, zeros } from './box.js';

/** By sample entry type: the box that holds the decoder configuration record. `avc3` and `hev1` allow parameter sets in band. */
const VIDEO_CONFIG_BOXES: Record<string, string> = {
  avc1: 'avcC',
  avc3: 'avcC',
  hvc1: 'hvcC',
  hev1: 'hvcC',
  av01: 'av1C',
};
const DEFAULT_ENTRIES = { h264: 'avc1', hevc: 'hvc1', av1: 'av01' } as const;

/** RFC 7845 §4.2: what encoders put in front, in samples of 48 kHz. */
const OPUS_PRE_SKIP = 312;

/** ISO/IEC 14496-12 §8.5.2: what `stsd` lists. */
export const sampleEntry = (track: Track): Buffer => (track.kind === 'video' ? videoEntry(track) : audioEntry(track));

const videoEntry = (track: VideoTrack): Buffer => {
  const named = track.codecString.slice(0, 4);
  const type = named in VIDEO_CONFIG_BOXES ? named : DEFAULT_ENTRIES[track.codec];
  return box(
    type,
    zeros(6),
    u16(1),
    zeros(16),
    u16(track.width, track.height),
    u32(0x00480000, 0x00480000, 0),
    u16(1),
    zeros(32),
    u16(0x0018, 0xffff),
    box(VIDEO_CONFIG_BOXES[type]!, track.config),
  );
};

const audioEntry = (track: AudioTrack): Buffer => {
  const isOpus = track.codec === 'opus';
  // 16.16 fixed point does not reach 96 kHz; decoders take the rate of the configuration then.
  const rate = isOpus ? 48_000 : track.sampleRate < 65_536 ? track.sampleRate : 0;
  return box(
    isOpus ? 'Opus' : 'mp4a',
    zeros(6),
    u16(1),
    zeros(8),
    u16(track.channels, 16),
    u32(0, rate * 65_536),
    isOpus ? opusBox(track) : elementaryStream(track),
  );
};

/** "Encapsulation of Opus in ISO Base Media File Format" §4.3.2; mapping family 0, so at most 2 channels. */
const opusBox = (track: AudioTrack): Buffer =>
  box('dOps', u8(0, track.channels), u16(OPUS_PRE_SKIP), u32(48_000), u16(0), u8(0));

/** ISO/IEC 14496-1 §7.2.6: ES, decoder configuration (object type 0x40, audio stream) with its AudioSpecificConfig, SL. */
const elementaryStream = (track: AudioTrack): Buffer =>
  fullBox(
    'esds',
    0,
    0,
    descriptor(
      3,
      u16(2),
      u8(0),
      descriptor(4, u8(0x40, 0x15, 0, 0, 0), u32(0, 0), descriptor(5, track.config)),
      descriptor(6, u8(2)),
    ),
  );

/** tag (1) ‖ length (4, seven bits each) ‖ content. */
const descriptor = (tag: number, ...content: readonly Buffer[]): Buffer => {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  const groups = [21, 14, 7].map((shift) => 0x80 | ((length >> shift) & 0x7f));
  return Buffer.concat([u8(tag, ...groups, length & 0x7f), ...content]);
};
