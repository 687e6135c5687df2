import { describe, expect, it } from 'vitest';
import { bytesText } from './bytes-text.js';

describe('an amount of bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [12_345, '12 kB'],
    [999_600, '1.0 MB'],
    [2e15, '2000 TB'],
  ])('%i reads %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
