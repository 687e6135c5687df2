import { toldParts, type Part, type Segment } from './segment.js';
import type { SegmentWindow } from './segment-window.js';

export interface PlaylistState {
  window: SegmentWindow;
  /** Whole seconds; no segment is longer when rounded. */
  targetDuration: number;
  /** Microseconds; no part is longer. */
  partTarget: number;
  hasEnded: boolean;
  /** Leaves out what the client already knows (RFC 8216bis §6.2.5.1). */
  isDelta: boolean;
}

/** RFC 8216bis §4.4.3.8: at least six target durations. */
const SKIP_TARGETS = 6;
const HOLD_BACK_PARTS = 3;
/** Complete segments whose parts are told. */
const SEGMENTS_WITH_PARTS = 3;

/** RFC 8216bis §4.4, with partial segments (§4.4.4.9) and the server's abilities (§4.4.3.8). */
export const mediaPlaylist = (state: PlaylistState): string => {
  const { window, targetDuration, partTarget, hasEnded } = state;
  const { listed, open } = window;
  const skipUntil = SKIP_TARGETS * targetDuration;
  const skipped = state.isDelta ? skippable(listed, skipUntil * 1e6) : 0;
  const control = [
    'CAN-BLOCK-RELOAD=YES',
    `PART-HOLD-BACK=${seconds(partTarget * HOLD_BACK_PARTS)}`,
    `CAN-SKIP-UNTIL=${skipUntil}`,
  ];
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:9',
    `#EXT-X-TARGETDURATION:${targetDuration}`,
    `#EXT-X-SERVER-CONTROL:${control.join(',')}`,
    `#EXT-X-PART-INF:PART-TARGET=${seconds(partTarget)}`,
    `#EXT-X-MEDIA-SEQUENCE:${listed[0]?.number ?? open.number}`,
    `#EXT-X-DISCONTINUITY-SEQUENCE:${window.discontinuitySequence}`,
  ];
  if (skipped > 0) lines.push(`#EXT-X-SKIP:SKIPPED-SEGMENTS=${skipped}`);

  let map = skipped > 0 ? listed[skipped - 1]!.map : '';
  for (const [index, segment] of [...listed, open].entries()) {
    if (index < skipped || segment.parts.length === 0) continue;
    const isComplete = segment !== open;
    if (segment.isDiscontinuity) lines.push('#EXT-X-DISCONTINUITY');
    if (segment.isDiscontinuity || segment.map !== map) lines.push(`#EXT-X-MAP:URI="${segment.map}"`);
    map = segment.map;
    lines.push(`#EXT-X-PROGRAM-DATE-TIME:${new Date(segment.startsAt).toISOString()}`);
    const told = toldParts(segment);
    const isTold = isComplete ? told === segment.parts && index >= listed.length - SEGMENTS_WITH_PARTS : true;
    if (isTold && !hasEnded) lines.push(...told.map(partLine));
    if (isComplete) lines.push(`#EXTINF:${seconds(segment.durationUs)},`, segment.name);
  }
  if (hasEnded) lines.push('#EXT-X-ENDLIST');
  else if (toldParts(open) === open.parts) lines.push(`#EXT-X-PRELOAD-HINT:TYPE=PART,URI="${window.hint}"`);
  return `${lines.join('\n')}\n`;
};

const partLine = ({ durationUs, name, isIndependent }: Part): string =>
  `#EXT-X-PART:DURATION=${seconds(durationUs)},URI="${name}"${isIndependent ? ',INDEPENDENT=YES' : ''}`;

/** How many of the oldest segments end before `untilUs` from the end. */
const skippable = (listed: readonly Segment[], untilUs: number): number => {
  let after = 0;
  let index = listed.length;
  while (index > 0 && after < untilUs) after += listed[--index]!.durationUs;
  return after < untilUs ? 0 : index;
};

/** Microseconds, exactly. */
const seconds = (us: number): string => (us / 1e6).toFixed(6);
