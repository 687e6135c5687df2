import { expect, it } from 'vitest';
import { leaseTtlSeconds } from './limits.js';

it('a lease lives as long as asked, within the limits', () => {
  expect([undefined, 0, -5, NaN, 1, 30, 45.9, 3600, 1e9, Infinity].map(leaseTtlSeconds)).toEqual([
    30, 30, 30, 30, 10, 30, 45, 3600, 3600, 3600,
  ]);
});
