import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { TokenBucket } from './token-bucket.js';

describe('the bytes an identity may take', () => {
  const bucket = (limit: number) => {
    const clock = { ms: 0 };
    return { clock, bucket: new TokenBucket(limit, () => clock.ms) };
  };

  it('are without end when there is no limit', () => {
    expect(bucket(0).bucket.take(1e12)).toBe(0);
  });

  it('come as time passes, and the wait that is told is enough', () => {
    const { clock, bucket: of } = bucket(1_000);
    expect(of.take(100)).toBe(100);
    clock.ms += 99;
    expect(of.take(100)).toBe(1);
    clock.ms += 1;
    expect(of.take(100)).toBe(0);
    expect(of.take(1)).toBe(1);
  });

  it('are saved up for one second, not for longer', () => {
    const { clock, bucket: of } = bucket(1_000);
    clock.ms += 3_600_000;
    expect(of.take(1_000)).toBe(0);
    expect(of.take(1)).toBeGreaterThan(0);
  });

  it('follow a limit that is raised, lowered, lifted or set, at once', () => {
    const { clock, bucket: of } = bucket(1_000);
    clock.ms += 1_000;
    of.limit = 10;
    expect(of.take(11)).toBeGreaterThan(0);
    expect(of.take(10)).toBe(0);
    of.limit = 1_000_000;
    expect(of.take(1_000)).toBe(1);
    of.limit = 0;
    expect(of.take(1e9)).toBe(0);
    clock.ms += 60_000;
    of.limit = 100;
    expect(of.take(1)).toBeGreaterThan(0);
  });

  it('can always be had in portions, of a single byte if need be', () => {
    for (const limit of [1, 5, 10, 99, 1_000_000]) {
      const { clock, bucket: of } = bucket(limit);
      const wait = of.take(of.portion);
      clock.ms += wait;
      expect([limit, of.take(of.portion)]).toEqual([limit, 0]);
    }
  });

  it('are never more than the limit and one second’s worth, however they are asked for', () => {
    const random = seededRandom(7);
    const { clock, bucket: of } = bucket(10_000);
    let taken = 0;
    for (let round = 0; round < 20_000; round++) {
      const bytes = 1 + random.below(2_000);
      if (of.take(bytes) === 0) taken += bytes;
      else clock.ms += random.below(50);
    }
    expect(taken).toBeLessThanOrEqual(10_000 * (clock.ms / 1000 + 1));
    expect(taken).toBeGreaterThan(10_000 * (clock.ms / 1000) * 0.8);
  });
});
