/** A media playlist as a client of RFC 8216bis understands it; for tests. */
export interface ReadPlaylist {
  header: Record<string, string>;
  segments: ReadSegment[];
  /** Parts of the segment in the making. */
  openParts: ReadPart[];
  skipped: number;
  hint: string | undefined;
  hasEnded: boolean;
}

export interface ReadSegment {
  number: number;
  uri: string;
  duration: number;
  parts: ReadPart[];
  discontinuity: number;
  map: string;
  startsAt: number;
}

export interface ReadPart {
  uri: string;
  duration: number;
  isIndependent: boolean;
}

export const readPlaylist = (text: string): ReadPlaylist => {
  const header: Record<string, string> = {};
  const segments: ReadSegment[] = [];
  let parts: ReadPart[] = [];
  let [duration, startsAt, discontinuities, skipped] = [0, 0, 0, 0];
  let map = '';
  let hint: string | undefined;
  for (const line of text.trimEnd().split('\n')) {
    const [, tag, value = ''] = /^#(EXT[^:]*):?(.*)$/.exec(line) ?? [];
    if (tag === undefined) {
      const number = Number(header['EXT-X-MEDIA-SEQUENCE']) + skipped + segments.length;
      const discontinuity = Number(header['EXT-X-DISCONTINUITY-SEQUENCE']) + discontinuities;
      segments.push({ number, uri: line, duration, parts, discontinuity, map, startsAt });
      parts = [];
    } else if (tag === 'EXTINF') duration = parseFloat(value);
    else if (tag === 'EXT-X-PROGRAM-DATE-TIME') startsAt = Date.parse(value);
    else if (tag === 'EXT-X-DISCONTINUITY') discontinuities++;
    else if (tag === 'EXT-X-MAP') map = quoted(value);
    else if (tag === 'EXT-X-SKIP') skipped = Number(/=(\d+)/.exec(value)![1]);
    else if (tag === 'EXT-X-PRELOAD-HINT') hint = quoted(value);
    else if (tag === 'EXT-X-PART') {
      const seconds = parseFloat(/DURATION=([\d.]+)/.exec(value)![1]!);
      parts.push({ uri: quoted(value), duration: seconds, isIndependent: value.endsWith('INDEPENDENT=YES') });
    } else header[tag] = value;
  }
  return { header, segments, openParts: parts, skipped, hint, hasEnded: 'EXT-X-ENDLIST' in header };
};

const quoted = (attributes: string): string => /URI="(.*?)"/.exec(attributes)![1]!;
