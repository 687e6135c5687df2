import { describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import type { ReverseSession, StartMarker } from './reverse-session.js';
import { SessionPool } from './session-pool.js';

/** Stands in for a reverse session: claimed by hand. */
class FakeSession {
  claim: (marker: StartMarker) => void;
  isClosed = false;
  private readonly claimed = new Promise<StartMarker>((resolve, reject) => {
    this.claim = resolve;
    this.break = reject;
  });
  break: (error: Error) => void;

  started(): Promise<StartMarker> {
    return this.claimed;
  }

  close(): void {
    this.isClosed = true;
    this.break(new Error('closed'));
  }
}

const lab = (size: number, { answer }: { answer?: (dial: number) => Error | undefined } = {}) => {
  const opened: FakeSession[] = [];
  const served: FakeSession[] = [];
  const failures: unknown[] = [];
  let dials = 0;
  const pool = new SessionPool(
    {
      open: async () => {
        const error = answer?.((dials += 1));
        if (error) throw error;
        const session = new FakeSession();
        opened.push(session);
        return session as unknown as ReverseSession;
      },
      serve: (session) => void served.push(session as unknown as FakeSession),
      failed: (error) => void failures.push(error),
      readyChanged: () => undefined,
    },
    size,
  );
  const ending = new AbortController();
  const done = pool.run(ending.signal);
  const end = async (): Promise<void> => {
    ending.abort();
    await done;
  };
  return { pool, opened, served, failures, end };
};

describe('SessionPool', () => {
  it('keeps its size waiting and replaces what is claimed', async () => {
    const { pool, opened, served, end } = lab(2);
    await eventually('two sessions', () => pool.ready === 2);
    await new Promise((resolve) => setTimeout(resolve, 150));
    opened[0]!.claim(2);
    await eventually('the replacement', () => opened.length === 3 && pool.ready === 2);
    expect(served).toEqual([opened[0]]);
    await end();
    expect(opened.slice(1).every(({ isClosed }) => isClosed)).toBe(true);
    expect(opened[0]!.isClosed).toBe(false);
  });

  it('opens more while callers are waiting, and lets them go again', async () => {
    const { pool, opened, end } = lab(2);
    await eventually('two sessions', () => pool.ready === 2);
    for (let round = 0; round < 3; round += 1) {
      const ready = opened.slice();
      ready.forEach((session) => session.claim(2));
      await eventually('more than before', () => opened.length > ready.length + round);
    }
    expect(pool.ready).toBeGreaterThan(2);
    const extras = pool.ready;
    opened.forEach((session) => session.break(new Error('superfluous')));
    await eventually('the usual size', () => pool.ready === 2);
    expect(extras).toBeGreaterThan(pool.ready);
    await end();
  });

  it('tries again after failures and tells of each', async () => {
    const { pool, failures, end } = lab(2, { answer: (dial) => (dial <= 3 ? new Error(`no ${dial}`) : undefined) });
    await eventually('two sessions', () => pool.ready === 2);
    expect(failures).toHaveLength(3);
    await end();
    expect(failures).toHaveLength(3);
  });
});
