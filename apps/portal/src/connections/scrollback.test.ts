import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { Scrollback } from './scrollback.js';

/** Small linear congruential generator: the same numbers in every run. */

describe('scrollback', () => {
  it('keeps the last bytes and knows where they belong', () => {
    const scrollback = new Scrollback(10);
    scrollback.append(Buffer.from('0123456'));
    expect([scrollback.start, scrollback.end]).toEqual([0, 7]);
    scrollback.append(Buffer.from('789abc'));
    expect([scrollback.start, scrollback.end]).toEqual([3, 13]);
    expect(scrollback.since(3).toString()).toBe('3456789abc');
    expect(scrollback.since(12).toString()).toBe('c');
    expect(scrollback.since(13)).toHaveLength(0);
    scrollback.append(Buffer.from('a chunk longer than all of it'));
    expect(scrollback.since(scrollback.start).toString()).toBe('han all of it'.slice(-10));
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('agrees with a plain buffer, seed %i', (seed) => {
    const { share: random } = seededRandom(seed);
    const capacity = 1_000 + Math.floor(random() * 60_000);
    const scrollback = new Scrollback(capacity);
    let all = Buffer.alloc(0);
    for (let round = 0; round < 100; round++) {
      const size = Math.floor(random() ** 4 * capacity * 1.5);
      const chunk = Buffer.from(Uint8Array.from({ length: size }, () => random() * 256));
      scrollback.append(chunk);
      all = Buffer.concat([all, chunk]);
      expect(scrollback.end).toBe(all.length);
      expect(scrollback.start).toBe(Math.max(0, all.length - capacity));
      const from = scrollback.start + Math.floor(random() * (scrollback.end - scrollback.start));
      expect(scrollback.since(from).equals(all.subarray(from))).toBe(true);
    }
  });

  it('keeps more from when it is widened', () => {
    const scrollback = new Scrollback(10);
    scrollback.append(Buffer.from('0123456789abcdef'));
    scrollback.widen(20);
    scrollback.widen(12);
    scrollback.append(Buffer.from('ghijklmnopqrstuv'));
    expect(scrollback.start).toBe(12);
    expect(String(scrollback.since(12))).toBe('cdefghijklmnopqrstuv');
  });
});
