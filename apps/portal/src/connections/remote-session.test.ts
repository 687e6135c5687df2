import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '#libs/testing';
import type { DomainError } from '#libs/contracts';
import type { ExitStatus, SessionChannel } from './connection-plugin.js';
import {
  HOLD_MS,
  REATTACH_MS,
  RemoteSession,
  SCROLLBACK_BYTES,
  type SessionEnd,
  type SessionViewer,
} from './remote-session.js';

/** A far side that sends as much as it may of an endless pattern. */
class PatternChannel implements SessionChannel {
  readonly ended: Promise<ExitStatus>;
  end!: (exit: ExitStatus) => void;
  granted = 0;
  sent = 0;
  isClosed = false;
  private onData!: (chunk: Buffer) => void;

  constructor(readonly idleMs = 0) {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  start(onData: (chunk: Buffer) => void): void {
    this.onData = onData;
  }
  grant(bytes: number): void {
    this.granted += bytes;
  }
  write(): boolean {
    return true;
  }
  onDrain(): void {}
  close(): void {
    this.isClosed = true;
  }

  /** At most `max` bytes; returns how many the credit allowed. */
  produce(max: number): number {
    const size = Math.min(max, this.granted - this.sent);
    if (size > 0) this.onData(pattern(this.sent, size));
    this.sent += size;
    return size;
  }
}

/** Every word is another one, so that neither loss nor repetition goes unseen. */
const PATTERN = Buffer.from(Uint32Array.from({ length: 8_000_000 }, (_, n) => Math.imul(n, 2654435761)).buffer);
const pattern = (from: number, size: number): Buffer => PATTERN.subarray(from, from + size);

class Viewer implements SessionViewer {
  got: Buffer[] = [];
  reason: DomainError | undefined;
  exit: ExitStatus | undefined;
  output(chunk: Buffer): void {
    this.got.push(chunk);
  }
  inputDrained(): void {}
  detached(reason: DomainError): void {
    this.reason = reason;
  }
  ended(exit: ExitStatus): void {
    this.exit = exit;
  }
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a remote session', () => {
  it.each([11, 22, 33, 44, 55])('loses and repeats nothing over many reconnects, seed %i', (seed) => {
    const { share: random } = seededRandom(seed);
    const channel = new PatternChannel();
    const session = new RemoteSession('s', channel);
    const window = 384 * 1024;
    let shown = 0;
    for (let round = 0; round < 60; round++) {
      const viewer = new Viewer();
      const { offset, replay, truncated } = session.attach(viewer, shown);
      expect([offset, truncated]).toEqual([shown, false]);
      expect(replay.equals(pattern(offset, replay.length))).toBe(true);
      shown += replay.length;
      for (let step = 0; step < random() * 10; step++) {
        session.allow(shown + window);
        channel.produce(Math.floor(random() * 300_000));
        // Some of what was sent is shown before the network goes.
        for (const chunk of viewer.got.splice(0, Math.floor(random() * 4))) {
          expect(chunk.equals(pattern(shown, chunk.length))).toBe(true);
          shown += chunk.length;
        }
      }
      session.detach(viewer);
      channel.produce(Math.floor(random() * 1_000_000));
      vi.advanceTimersByTime(random() * HOLD_MS * 0.9);
    }
    expect(shown).toBeGreaterThan(5_000_000);
  });

  it('holds a flooding program while its viewer may come back, then lets it run on', () => {
    const channel = new PatternChannel();
    const session = new RemoteSession('s', channel);
    const viewer = new Viewer();
    session.attach(viewer);
    session.allow(100_000);
    session.detach(viewer);
    expect(channel.produce(Infinity)).toBe(100_000);
    vi.advanceTimersByTime(HOLD_MS - 1);
    expect(channel.produce(Infinity)).toBe(0);
    vi.advanceTimersByTime(1);
    for (let round = 0; round < 100; round++) channel.produce(100_000);
    expect(channel.sent).toBeGreaterThan(5_000_000);

    const { offset, replay, truncated } = session.attach(new Viewer(), 100_000);
    expect(truncated).toBe(true);
    expect(replay.length).toBeGreaterThan(SCROLLBACK_BYTES - 5_000);
    expect(replay.equals(pattern(offset, replay.length))).toBe(true);
  });

  it('shows all it kept to a viewer that has nothing, from the start of a line', () => {
    const channel = new PatternChannel();
    const session = new RemoteSession('s', channel);
    session.attach(new Viewer());
    session.allow(2_000_000);
    channel.produce(2_000_000);
    const { offset, replay, truncated } = session.attach(new Viewer());
    expect(truncated).toBe(true);
    expect(pattern(offset - 1, 1).toString()).toBe('\n');
    expect(offset + replay.length).toBe(2_000_000);
  });

  it('gives the place to the second viewer and tells the first', () => {
    const session = new RemoteSession('s', new PatternChannel());
    const [first, second] = [new Viewer(), new Viewer()];
    session.attach(first);
    session.attach(second);
    expect(first.reason?.code).toBe('session.replaced');
    session.detach(first);
    expect(session.isAttached).toBe(true);
  });

  it('ends when nobody came back for five minutes', async () => {
    const channel = new PatternChannel();
    const session = new RemoteSession('s', channel);
    const viewer = new Viewer();
    session.attach(viewer);
    session.detach(viewer);
    vi.advanceTimersByTime(REATTACH_MS - 1);
    expect(channel.isClosed).toBe(false);
    vi.advanceTimersByTime(1);
    expect(channel.isClosed).toBe(true);
    expect(await session.ended).toEqual({ reason: 'abandoned' } satisfies SessionEnd);
  });

  it('keeps the last words of a program that ended unseen', async () => {
    const channel = new PatternChannel();
    const session = new RemoteSession('s', channel);
    const viewer = new Viewer();
    session.attach(viewer);
    session.allow(1_000);
    session.detach(viewer);
    channel.produce(500);
    channel.end({ code: 3, signal: null });
    await channel.ended;
    const later = new Viewer();
    expect(session.attach(later, 0).replay).toHaveLength(500);
    await Promise.resolve();
    expect(later.exit).toEqual({ code: 3, signal: null });
    expect(await session.ended).toMatchObject({ reason: 'exit' });
  });

  it('ends after its idle limit, counted from the last byte in either direction', async () => {
    const channel = new PatternChannel(60_000);
    const session = new RemoteSession('s', channel);
    const viewer = new Viewer();
    session.attach(viewer);
    session.allow(1_000);
    vi.advanceTimersByTime(50_000);
    session.write(Buffer.from('x'));
    vi.advanceTimersByTime(50_000);
    channel.produce(1);
    vi.advanceTimersByTime(59_000);
    expect(channel.isClosed).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(viewer.reason?.code).toBe('session.idle');
    expect(await session.ended).toEqual({ reason: 'session.idle' });
  });
});
