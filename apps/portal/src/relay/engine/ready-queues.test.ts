import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { READY_MAX, ReadyQueues } from './ready-queues.js';

const TIMES = { keepaliveMs: 1_000, writeMs: 300, claimMs: 500, tickMs: 100 };

describe('sessions that wait for a visitor', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const queues = (): ReadyQueues => new ReadyQueues(TIMES, () => Date.now());
  /** A session: what is written to it, and whether it takes it. */
  class Session extends PassThrough {
    readonly written: Buffer[] = [];
    takes = true;

    override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
      this.written.push(chunk);
      if (this.takes) done();
    }
  }
  const add = (to: ReadyQueues, identityKey = 'a', address = '192.0.2.1'): Session => {
    const session = new Session();
    to.add(identityKey, session, address);
    return session;
  };

  it('are claimed in the order they came, and no longer reminded then', async () => {
    const all = queues();
    const [first, second] = [add(all), add(all)];
    expect(await all.claim('a')).toBe(first);
    await vi.advanceTimersByTimeAsync(TIMES.keepaliveMs + TIMES.tickMs);
    expect([first.written, second.written]).toEqual([[], [Buffer.of(0)]]);
    expect(await all.claim('a')).toBe(second);
  });

  it('of one identity never serve a visitor of another', async () => {
    const all = queues();
    add(all, 'a');
    const claimed = all.claim('b');
    await vi.advanceTimersByTimeAsync(TIMES.claimMs);
    expect([await claimed, all.ready('a')]).toEqual([null, 1]);
  });

  it('go to the visitor who waited longest, and none is given to one who left', async () => {
    const all = queues();
    const [left, stays] = [new AbortController(), new AbortController()];
    const [first, second, third] = [all.claim('a', left.signal), all.claim('a', stays.signal), all.claim('a')];
    left.abort();
    expect(await first).toBeNull();
    const sessions = [add(all), add(all), add(all)];
    expect([await second, await third]).toEqual(sessions.slice(0, 2));
    expect(all.ready('a')).toBe(1);
    expect(await all.claim('b', AbortSignal.abort())).toBeNull();
  });

  it('keep a visitor waiting only so long', async () => {
    const all = queues();
    let answer: unknown = 'waiting';
    void all.claim('a').then((stream) => (answer = stream));
    await vi.advanceTimersByTimeAsync(TIMES.claimMs - 1);
    expect(answer).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1);
    expect(answer).toBeNull();
    await vi.advanceTimersByTimeAsync(TIMES.tickMs);
    expect(all['queues'].size).toBe(0);
  });

  it('are eight at most', () => {
    const all = queues();
    const sessions = Array.from({ length: READY_MAX + 2 }, () => add(all));
    expect(sessions.map(({ destroyed }) => destroyed).slice(-3)).toEqual([false, true, true]);
    expect(all.ready('a')).toBe(READY_MAX);
  });

  it('are closed when they speak first, end, or do not take what reminds them', async () => {
    const all = queues();
    const [speaks, ends, stuck, stays] = [add(all), add(all), add(all), add(all)];
    speaks.push('x');
    ends.push(null);
    stuck.takes = false;
    await vi.advanceTimersByTimeAsync(TIMES.keepaliveMs + TIMES.writeMs - TIMES.tickMs);
    expect([speaks.destroyed, ends.destroyed, stuck.destroyed]).toEqual([true, true, false]);
    await vi.advanceTimersByTimeAsync(2 * TIMES.tickMs);
    expect([stuck.destroyed, stays.destroyed, all.ready('a')]).toEqual([true, false, 1]);
  });

  it('that are gone are passed over', async () => {
    const all = queues();
    const [gone, lives] = [add(all), add(all)];
    gone.destroy();
    expect(await all.claim('a')).toBe(lives);
  });

  it('are closed by identity with the visitors who wait for it, or by what is banned', async () => {
    const all = queues();
    const [here, there, other] = [add(all, 'a', '192.0.2.1'), add(all, 'a', '192.0.2.2'), add(all, 'b', '192.0.2.1')];
    all.closeFrom((address) => address === '192.0.2.1');
    expect([here, there, other].map(({ destroyed }) => destroyed)).toEqual([true, false, true]);
    const waiting = all.claim('c');
    all.close('c');
    all.close('a');
    expect([await waiting, there.destroyed]).toEqual([null, true]);
    await vi.advanceTimersByTimeAsync(TIMES.tickMs);
    expect(all['queues'].size).toBe(0);
  });

  it('are closed while visitors wait on for others', async () => {
    const all = queues();
    const old = add(all);
    all.closeSessions('a');
    expect([old.destroyed, all.ready('a')]).toEqual([true, 0]);
    const waiting = all.claim('a');
    all.closeSessions('a');
    const fresh = add(all);
    expect(await waiting).toBe(fresh);
  });

  it('leave no timer behind when all are closed', async () => {
    const all = queues();
    const session = add(all);
    const waiting = all.claim('b');
    all.closeAll();
    expect([await waiting, session.destroyed, vi.getTimerCount()]).toEqual([null, true, 0]);
  });
});
