import type { RecordingIndex } from './mkv-to-fmp4.js';

/** A recording in a playlist, and under which addresses its pieces are. */
export interface PlaylistEntry {
  index: RecordingIndex;
  mapUri: string;
  segmentUri(segment: number): string;
}

/** RFC 8216 §4.3: recordings to be played one after the other, from any point. */
export const vodPlaylist = (entries: readonly PlaylistEntry[]): string => {
  const durations = entries.flatMap(({ index }) => index.segments.map(({ start, end }) => (end - start) / 1e6));
  const lines = [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    `#EXT-X-TARGETDURATION:${Math.max(1, Math.ceil(Math.max(0, ...durations)))}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
  ];
  for (const [position, { index, mapUri, segmentUri }] of entries.entries()) {
    if (position > 0) lines.push('#EXT-X-DISCONTINUITY');
    lines.push(`#EXT-X-MAP:URI="${mapUri}"`);
    for (const [segment, { start, end }] of index.segments.entries()) {
      lines.push(`#EXTINF:${((end - start) / 1e6).toFixed(6)},`, segmentUri(segment));
    }
  }
  lines.push('#EXT-X-ENDLIST');
  return `${lines.join('\n')}\n`;
};
