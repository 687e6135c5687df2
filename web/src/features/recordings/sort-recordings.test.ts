import { expect, it } from 'vitest';
import type { Recording } from './recording-queries.js';
import { clockText, sortRecordings } from './sort-recordings.js';

const recording = (title: string, started_at: string | null, size: number, modified = 0): Recording => ({
  ...{ folder: title, title, started_at, size, modified },
  duration: null,
  files: [],
});

const old = recording('Quay', '2026-01-01T00:00:00.000Z', 5);
const young = recording('Anchor', '2026-03-01T00:00:00.000Z', 3);
const foreign = recording('Ships', null, 9, Date.parse('2026-02-01T00:00:00Z') / 1000);

it('sorts by when a broadcast began, or its files were changed where nobody knows', () => {
  expect(sortRecordings([old, young, foreign], 'newest')).toEqual([young, foreign, old]);
  expect(sortRecordings([old, young, foreign], 'oldest')).toEqual([old, foreign, young]);
});

it('sorts by size and by name', () => {
  expect(sortRecordings([old, young, foreign], 'largest')).toEqual([foreign, old, young]);
  expect(sortRecordings([old, young, foreign], 'byName')).toEqual([young, old, foreign]);
});

it('writes durations as a clock', () => {
  expect(clockText(245.4)).toBe('4:05');
  expect(clockText(3723)).toBe('1:02:03');
  expect(clockText(0)).toBe('0:00');
});
