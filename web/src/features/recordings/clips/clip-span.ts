/** A file of a recording, and where in it the player is when it begins. */
export interface Piece {
  /** As in the list of recordings. */
  name: string;
  /** Seconds. */
  start: number;
}

/** What a clip shows: seconds of the recording that plays. */
export interface Span {
  start: number;
  end: number;
}

/** Of a playlist: its address as the playlist has it, and when it is shown. */
interface Fragment {
  relurl?: string | undefined;
  start: number;
}

/** The files behind a playlist. `path` is what it plays: one of them, or the folder they are in. */
export const piecesOf = (path: string, fragments: readonly Fragment[]): Piece[] => {
  const pieces: Piece[] = [];
  for (const { relurl = '', start } of fragments) {
    const at = relurl.indexOf('/');
    const file = at < 0 ? '' : decodeURIComponent(relurl.slice(0, at));
    const name = [path, file].filter((part) => part !== '').join('/');
    if (pieces.at(-1)?.name !== name) pieces.push({ name, start });
  }
  return pieces;
};

/** The files that a span needs, and the span counted from the beginning of the first. */
export const within = (pieces: readonly Piece[], { start, end }: Span): { files: string[] } & Span => {
  const first = Math.max(
    0,
    pieces.findLastIndex((piece) => piece.start <= start),
  );
  const needed = pieces.slice(first).filter((piece, index) => index === 0 || piece.start < end);
  const offset = needed[0]?.start ?? 0;
  return { files: needed.map(({ name }) => name), start: toTenth(start - offset), end: toTenth(end - offset) };
};

export const toTenth = (seconds: number): number => Math.max(0, Math.round(seconds * 10) / 10);

/** `1:02:03.5` or `4:05`. */
export const spanText = (seconds: number): string => {
  const tenths = Math.round(seconds * 10);
  const [whole, rest] = [Math.floor(tenths / 10), tenths % 10];
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
  return rest > 0 ? `${clock}.${rest}` : clock;
};

/** Seconds of `1:02:03.5`, `4:05` or `12`; undefined for anything else. */
export const readSpanText = (text: string): number | undefined => {
  const [, hours = '0', minutes = '0', seconds] =
    /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/.exec(text.trim()) ?? [];
  if (seconds === undefined) return undefined;
  return toTenth(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds.replace(',', '.')));
};
