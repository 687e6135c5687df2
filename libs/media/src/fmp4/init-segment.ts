import type { Track, TrackKind } from '../unit.js';
import { box, fullBox, u16, u32, zeros } from './box.js';
import { sampleEntry } from './sample-entry.js';

/** One track of each kind at most, so the kind names it. */
export const TRACK_IDS: Record<TrackKind, number> = { video: 1, audio: 2 };

const VIDEO_TIMESCALE = 90_000;
const OPUS_TIMESCALE = 48_000;

/** Ticks a second. */
export const timescaleOf = (track: Track): number => {
  if (track.kind === 'video') return VIDEO_TIMESCALE;
  return track.codec === 'opus' ? OPUS_TIMESCALE : track.sampleRate;
};

/** What a decoder needs before the first fragment: `ftyp` and `moov` (ISO/IEC 14496-12, CMAF §7.3). */
export const initSegment = (tracks: readonly Track[]): Buffer =>
  Buffer.concat([
    box('ftyp', Buffer.from('iso6'), u32(1), Buffer.from('iso6cmfcmp41')),
    box(
      'moov',
      fullBox('mvhd', 0, 0, u32(0, 0, 1000, 0, 0x10000), u16(0x100), zeros(10), MATRIX, zeros(24), u32(0xffffffff)),
      ...tracks.map(trackBox),
      box('mvex', ...tracks.map(({ kind }) => fullBox('trex', 0, 0, u32(TRACK_IDS[kind], 1, 0, 0, 0)))),
    ),
  ]);

/** No rotation, no scaling. */
const MATRIX = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

const LANGUAGE_UNDETERMINED = 0x55c4;

const trackBox = (track: Track): Buffer => {
  const isVideo = track.kind === 'video';
  const size = isVideo ? u32(track.width * 65_536, track.height * 65_536) : u32(0, 0);
  return box(
    'trak',
    fullBox(
      'tkhd',
      0,
      3,
      u32(0, 0, TRACK_IDS[track.kind], 0, 0, 0, 0),
      u16(0, 0, isVideo ? 0 : 0x100, 0),
      MATRIX,
      size,
    ),
    box(
      'mdia',
      fullBox('mdhd', 0, 0, u32(0, 0, timescaleOf(track), 0), u16(LANGUAGE_UNDETERMINED, 0)),
      fullBox('hdlr', 0, 0, u32(0), Buffer.from(isVideo ? 'vide' : 'soun'), zeros(13)),
      box(
        'minf',
        isVideo ? fullBox('vmhd', 0, 1, zeros(8)) : fullBox('smhd', 0, 0, zeros(4)),
        box('dinf', fullBox('dref', 0, 0, u32(1), fullBox('url ', 0, 1))),
        sampleTable(track),
      ),
    ),
  );
};

/** Empty but for the description: the samples are in fragments. */
const sampleTable = (track: Track): Buffer =>
  box(
    'stbl',
    fullBox('stsd', 0, 0, u32(1), sampleEntry(track)),
    fullBox('stts', 0, 0, u32(0)),
    fullBox('stsc', 0, 0, u32(0)),
    fullBox('stsz', 0, 0, u32(0, 0)),
    fullBox('stco', 0, 0, u32(0)),
  );
