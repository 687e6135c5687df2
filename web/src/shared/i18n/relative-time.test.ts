import { expect, it } from 'vitest';
import { relativeTime } from './relative-time.js';

const now = Date.parse('2026-03-10T12:00:00Z');

it.each([
  ['2026-03-10T11:59:30Z', 'now'],
  ['2026-03-10T11:57:00Z', '3 minutes ago'],
  ['2026-03-10T14:30:00Z', 'in 2 hours'],
  ['2026-03-09T11:00:00Z', 'yesterday'],
  ['2026-02-24T12:00:00Z', '2 weeks ago'],
  ['2024-01-10T12:00:00Z', '2 years ago'],
])('says %s as “%s”', (iso, words) => {
  expect(relativeTime(iso, 'en', now)).toBe(words);
});
