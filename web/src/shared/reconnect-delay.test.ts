import { describe, expect, it } from 'vitest';
import { reconnectDelay } from './reconnect-delay.js';

describe('the wait before another attempt', () => {
  it('doubles from one second to half a minute', () => {
    const delays = Array.from({ length: 8 }, (_, attempt) => reconnectDelay(attempt, () => 0.5));
    expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('varies by a quarter and never exceeds half a minute', () => {
    for (let attempt = 0; attempt < 60; attempt++) {
      const base = Math.min(30_000, 1000 * 2 ** attempt);
      for (const chance of [0, 0.3, 0.999]) {
        const delay = reconnectDelay(attempt, () => chance);
        expect(delay).toBeGreaterThanOrEqual(base * 0.75);
        expect(delay).toBeLessThanOrEqual(Math.min(30_000, base * 1.25));
      }
    }
  });
});
