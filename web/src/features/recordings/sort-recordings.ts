import type { Recording } from './recording-queries.js';

export const SORTS = ['newest', 'oldest', 'largest', 'byName'] as const;
export type RecordingSort = (typeof SORTS)[number];

const compare: Record<RecordingSort, (a: Recording, b: Recording) => number> = {
  newest: (a, b) => timeOf(b) - timeOf(a),
  oldest: (a, b) => timeOf(a) - timeOf(b),
  largest: (a, b) => b.size - a.size,
  byName: (a, b) => a.title.localeCompare(b.title) || timeOf(b) - timeOf(a),
};

export const sortRecordings = (recordings: readonly Recording[], sort: RecordingSort): Recording[] =>
  recordings.toSorted(compare[sort]);

/** Seconds since 1970 when it began; where the folder does not tell, when it was last changed. */
const timeOf = ({ started_at, modified }: Recording): number => (started_at ? Date.parse(started_at) / 1000 : modified);

/** `1:02:03` or `4:05`. */
export const clockText = (seconds: number): string => {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};
