import { describe, expect, it } from 'vitest';
import { EscapeBoundary } from './escape-boundary.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What is unfinished after each byte. */
const trace = (text: string): number[] => {
  const boundary = new EscapeBoundary();
  return [...encode(text)].map((byte) => {
    boundary.write(Uint8Array.of(byte));
    return boundary.unfinished;
  });
};

describe('where an unfinished sequence began', () => {
  it.each([
    ['plain text', 'abc', [0, 0, 0]],
    ['a colour', 'a\x1b[31mb', [0, 1, 2, 3, 4, 0, 0]],
    ['a charset', '\x1b(0x', [1, 2, 0, 0]],
    ['a title ended by BEL', '\x1b]2;x\x07', [1, 2, 3, 4, 5, 0]],
    ['a title ended by ST', '\x1b]2;\x1b\\', [1, 2, 3, 4, 5, 0]],
    ['a string that another sequence cuts off', '\x1b]2\x1b[1m', [1, 2, 3, 4, 2, 3, 0]],
    ['a sequence that is cancelled', '\x1b[3\x18a', [1, 2, 3, 0, 0]],
    ['an escape that begins anew', '\x1b[\x1b[m', [1, 2, 1, 2, 0]],
    ['characters of two, three and four bytes', 'é€😀', [1, 0, 1, 2, 0, 1, 2, 3, 0]],
  ])('finds it in %s', (_what, text, expected) => {
    expect(trace(text)).toEqual(expected);
  });

  it('finds the same wherever the output is cut into chunks', () => {
    const bytes = encode('é\x1b[1;31mx€\x1b]8;;http://a\x1b\\😀\x1bP1q\x1b\\ü');
    for (let cut = 1; cut < bytes.length; cut++) {
      const whole = new EscapeBoundary();
      whole.write(bytes.subarray(0, cut));
      const single = new EscapeBoundary();
      for (const byte of bytes.subarray(0, cut)) single.write(Uint8Array.of(byte));
      expect(whole.unfinished, `cut at ${cut}`).toBe(single.unfinished);
    }
  });
});
