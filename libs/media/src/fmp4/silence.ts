import type { AudioTrack } from '../unit.js';

const AAC_LC = 'mp4a.40.2';

/** By channels: one access unit of AAC-LC without a sound. */
const AAC_LC_UNITS: readonly (Buffer | undefined)[] = [
  undefined,
  Buffer.from('00c800802380', 'hex'),
  Buffer.from('210049900219002380', 'hex'),
];

/** By channels: 20 ms of CELT, full band, without a sound (RFC 6716 §3.1). */
const OPUS_PACKETS: readonly (Buffer | undefined)[] = [
  undefined,
  Buffer.from('f8fffe', 'hex'),
  Buffer.from('fcfffe', 'hex'),
];

/** A frame of silence as the track's own encoder could have made it; undefined where none is known. */
export const silentFrame = (track: AudioTrack): Buffer | undefined => {
  if (track.codec === 'opus') return OPUS_PACKETS[track.channels];
  return track.codecString === AAC_LC ? AAC_LC_UNITS[track.channels] : undefined;
};
