import { expect, it } from 'vitest';
import { limitOf, readLimit } from './limit-units.js';

it.each([
  [0, '', 'MB/s'],
  [512, '512', 'B/s'],
  [1000, '1', 'kB/s'],
  [2_500_000, '2.5', 'MB/s'],
  [1_234_567, '1234.567', 'kB/s'],
] as const)('shows %d as %s %s, and reads that back', (bps, amount, unit) => {
  expect(limitOf(bps)).toEqual({ amount, unit });
  expect(readLimit({ amount, unit })).toBe(bps);
});

it('takes a decimal comma and refuses what is no amount', () => {
  expect(readLimit({ amount: ' 1,5 ', unit: 'MB/s' })).toBe(1_500_000);
  for (const amount of ['-1', 'fast', '1.2345', '1e9', '999999999999'])
    expect(readLimit({ amount, unit: 'GB/s' })).toBeUndefined();
});
