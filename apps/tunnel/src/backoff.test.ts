import { describe, expect, it } from 'vitest';
import { Backoff } from './backoff.js';

describe('Backoff', () => {
  it('doubles the longest pause up to 4 s and starts over after a success', () => {
    const backoff = new Backoff(() => 1);
    const pauses = Array.from({ length: 6 }, () => backoff.nextMs());
    expect(pauses).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
    backoff.reset();
    expect(backoff.nextMs()).toBe(500);
  });

  it('never pauses for less than 0.2 s', () => {
    const backoff = new Backoff(() => 0);
    expect([backoff.nextMs(), backoff.nextMs(), backoff.nextMs()]).toEqual([200, 200, 200]);
  });

  it('ends a pause when told to', async () => {
    await expect(new Backoff().pause(AbortSignal.abort())).rejects.toThrow();
  });
});
