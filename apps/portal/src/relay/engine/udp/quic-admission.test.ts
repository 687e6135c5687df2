import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { RetryTokens } from './retry-tokens.js';
import { StatelessReset } from './stateless-reset.js';

const issued = Buffer.alloc(20, 1);
const original = Buffer.alloc(8, 2);

describe('a retry token', () => {
  it('gives back the first connection id, from its address, for its connection, for ten seconds', () => {
    let now = 1_000_000;
    const tokens = new RetryTokens(() => now);
    const token = tokens.mint('1.2.3.4/5', issued, original);
    expect(tokens.open(token, '1.2.3.4/5', issued)).toEqual(original);
    expect(tokens.open(token, '1.2.3.4/6', issued)).toBeUndefined();
    expect(tokens.open(token, '1.2.3.4/5', original)).toBeUndefined();
    expect(new RetryTokens(() => now).open(token, '1.2.3.4/5', issued)).toBeUndefined();
    now += 10_001;
    expect(tokens.open(token, '1.2.3.4/5', issued)).toBeUndefined();
  });

  it('is refused cut off, lengthened or changed anywhere', () => {
    const tokens = new RetryTokens();
    const token = tokens.mint('a', issued, original);
    const random = seededRandom(2);
    for (let length = 0; length < token.length; length++) {
      expect(tokens.open(token.subarray(0, length), 'a', issued)).toBeUndefined();
    }
    expect(tokens.open(Buffer.concat([token, Buffer.alloc(1)]), 'a', issued)).toBeUndefined();
    expect(tokens.open(Buffer.alloc(200), 'a', issued)).toBeUndefined();
    for (let at = 0; at < token.length; at++) {
      const bytes = Buffer.from(token);
      bytes[at]! ^= 1 << random.below(8);
      expect(tokens.open(bytes, 'a', issued)).toBeUndefined();
    }
  });
});

describe('a stateless reset', () => {
  it('ends with the token of the connection, which the next process with the same key knows too', () => {
    const reset = new StatelessReset('key', 10);
    const answer = reset.answer(Buffer.alloc(100), issued)!;
    expect(answer).toHaveLength(43);
    expect(answer[0]! & 0xc0).toBe(0x40);
    expect(answer.subarray(-16)).toEqual(new StatelessReset('key', 10).tokenOf(issued));
    expect(reset.tokenOf(original)).not.toEqual(reset.tokenOf(issued));
    expect(new StatelessReset('other', 10).tokenOf(issued)).not.toEqual(reset.tokenOf(issued));
  });

  it('is shorter than what it answers, and rare', () => {
    let now = 5_000;
    const reset = new StatelessReset('key', 2, () => now);
    expect(reset.answer(Buffer.alloc(30), issued)).toHaveLength(29);
    expect(reset.answer(Buffer.alloc(21), issued)).toBeUndefined();
    expect(reset.answer(Buffer.alloc(99), issued)).toBeDefined();
    expect(reset.answer(Buffer.alloc(99), issued)).toBeUndefined();
    now += 1_000;
    expect(reset.answer(Buffer.alloc(99), issued)).toBeDefined();
  });
});
