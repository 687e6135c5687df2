import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LeaseClock } from './lease-clock.js';
import { LeaseSweeper } from './lease-sweeper.js';

describe('the sweep of leases', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    Logger.overrideLogger(false);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A registry and a database that only count. */
  const swept = (expire: () => Promise<number>) => {
    const calls = { expire: 0, query: 0 };
    const registry = {
      expire: () => {
        calls.expire++;
        return expire();
      },
    };
    const database = {
      query: async () => {
        calls.query++;
      },
    };
    return { calls, sweeper: new LeaseSweeper(database as never, registry as never, new LeaseClock()) };
  };

  it('goes on every five seconds while the database is away', async () => {
    const { calls, sweeper } = swept(() => Promise.reject(new Error('Connection terminated')));
    sweeper.onApplicationBootstrap();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(calls).toEqual({ expire: 3, query: 0 });
    await sweeper.onApplicationShutdown();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(calls.expire).toBe(3);
  });

  it('is one at a time, and the portal waits for it when it stops', async () => {
    let finish!: (count: number) => void;
    const { calls, sweeper } = swept(() => new Promise((resolve) => (finish = resolve)));
    sweeper.onApplicationBootstrap();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(calls.expire).toBe(1);
    const stopped = sweeper.onApplicationShutdown();
    finish(0);
    await stopped;
    expect(calls.query).toBe(2);
  });

  it('goes on at once while there is more than one statement ends', async () => {
    const counts = [1000, 1000, 7];
    const { calls, sweeper } = swept(async () => counts.shift()!);
    await sweeper.sweep();
    expect(calls.expire).toBe(3);
  });
});
