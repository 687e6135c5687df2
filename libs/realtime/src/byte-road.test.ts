import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import type { WebSocket } from 'ws';
import { ByteRoad, type ByteRoadOptions } from './byte-road.js';
import { CreditWindow } from './credit-window.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Takes messages and calls back when the test says that they reached the operating system. */
class Wire {
  readonly OPEN = 1;
  readyState = 1;
  messages: (Buffer | string)[] = [];
  private flushed: (() => void)[] = [];
  send(message: Buffer | string, callback?: () => void): void {
    this.messages.push(message);
    if (callback) this.flushed.push(callback);
  }
  flush(): void {
    for (const callback of this.flushed.splice(0)) callback();
  }
  get bytes(): Buffer {
    return Buffer.concat(this.messages.map((message) => Buffer.from(message as Buffer)));
  }
}

const WINDOW = { initial: 100_000, max: 100_000, min: 50_000, delayMs: 40 };

const road = (options: Partial<ByteRoadOptions> = {}) => {
  const wire = new Wire();
  let allowed = 0;
  const bytes = new ByteRoad(wire as unknown as WebSocket, {
    offset: 0,
    window: WINDOW,
    acks: 'client',
    onAllow: (offset) => (allowed = offset),
    ...options,
  });
  bytes.start();
  return { wire, bytes, allowed: () => allowed };
};

describe('a byte road', () => {
  it('sends the chunks of one tick as one message', async () => {
    const { wire, bytes } = road();
    for (const text of ['a', 'b', 'c']) bytes.send(Buffer.from(text));
    await settled();
    bytes.send(Buffer.from('d'));
    await settled();
    expect(wire.messages.map(String)).toEqual(['abc', 'd']);
  });

  it('gathers bulk into few messages and still sends the end of it soon', async () => {
    const { wire, bytes } = road();
    for (let n = 0; n < 100; n++) {
      bytes.send(Buffer.alloc(5_000, n));
      await settled();
    }
    bytes.send(Buffer.from('prompt'));
    while (!String(wire.messages.at(-1)).endsWith('prompt')) await settled();
    expect(wire.bytes).toHaveLength(500_006);
    expect(wire.messages.length).toBeLessThan(50);
  });

  it('allows a window beyond what was confirmed, and refuses confirmations of what was never sent', async () => {
    const { bytes, allowed } = road();
    expect(allowed()).toBe(WINDOW.max);
    bytes.send(Buffer.alloc(80_000));
    bytes.flush();
    expect(bytes.ack(80_001)).toBe(false);
    expect(bytes.ack(60_000)).toBe(true);
    expect(allowed()).toBe(60_000 + WINDOW.max);
    expect(bytes.ack(59_999)).toBe(false);
    expect(bytes.unacked).toBe(20_000);
  });

  it('confirms by itself what the system took when the reader cannot', async () => {
    const { wire, bytes, allowed } = road({ acks: 'flush' });
    bytes.send(Buffer.alloc(80_000));
    bytes.flush();
    expect([bytes.ack(1), allowed()]).toEqual([false, WINDOW.max]);
    wire.flush();
    expect([bytes.unacked, allowed()]).toEqual([0, 80_000 + WINDOW.max]);
  });

  it('goes on when a chunk makes no message yet', async () => {
    const { wire, bytes } = road({ acks: 'flush', encode: (chunk) => (chunk.length < 3 ? '' : chunk.toString()) });
    bytes.send(Buffer.from('ab'));
    bytes.flush();
    expect([wire.messages, bytes.unacked]).toEqual([[], 0]);
  });

  it.each([1, 2, 3, 4])('never has more in flight than the window and loses nothing, seed %i', async (seed) => {
    const { share: random } = seededRandom(seed);
    const { wire, bytes, allowed } = road();
    const data = Buffer.from(Uint32Array.from({ length: 500_000 }, (_, n) => Math.imul(n, 2654435761)).buffer);
    let produced = 0;
    let confirmed = 0;
    while (confirmed < data.length) {
      const size = Math.min(Math.ceil(random() * 30_000), allowed() - produced, data.length - produced);
      if (size > 0) bytes.send(data.subarray(produced, (produced += size)));
      if (random() < 0.3) bytes.flush();
      const sent = wire.messages.reduce((sum, message) => sum + message.length, 0);
      expect(produced - confirmed).toBeLessThanOrEqual(WINDOW.max);
      if (random() < 0.4 || produced === allowed()) {
        bytes.flush();
        confirmed += Math.ceil(random() * (Math.max(sent, confirmed) - confirmed));
        expect(bytes.ack(confirmed)).toBe(true);
      }
    }
    bytes.flush();
    expect(wire.bytes.equals(data)).toBe(true);
  });
});

describe('the window of a reader', () => {
  /** A reader of so many bytes a millisecond behind a path of so many milliseconds, in virtual time. */
  const read = (bytesPerMs: number, pathMs: number, forMs = 3_000): { window: number; delay: number } => {
    let now = 0;
    const window = new CreditWindow({ initial: 256 * 1024, max: 2048 * 1024, min: 192 * 1024, delayMs: 40 }, () => now);
    let [sent, shown, acked] = [0, 0, 0];
    const onTheWay: { at: number; offset: number }[] = [];
    const arrivals: { at: number; offset: number }[] = [];
    for (; now < forMs; now++) {
      while (onTheWay[0] && onTheWay[0].at <= now) window.onAcked((acked = onTheWay.shift()!.offset));
      const room = acked + window.size - sent;
      if (room > 0) {
        window.onSent(sent, sent + room, acked);
        arrivals.push({ at: now + pathMs / 2, offset: (sent += room) });
      }
      const arrived = arrivals.findLast(({ at }) => at <= now)?.offset ?? 0;
      const target = Math.min(arrived, shown + bytesPerMs);
      if (target > shown) onTheWay.push({ at: now + pathMs / 2, offset: (shown = target) });
    }
    return { window: window.size, delay: (sent - shown) / bytesPerMs };
  };

  it('grows wide for a fast reader', () => {
    expect(read(100_000, 2).window).toBe(2048 * 1024);
  });

  it('keeps a reader of 5 MB/s less than 60 ms behind', () => {
    expect(read(5_000, 2).delay).toBeLessThan(60);
  });

  it('keeps a reader of 500 KB/s less than 150 ms behind', () => {
    expect(read(500, 2).delay).toBeLessThan(150);
  });

  it.each([20, 60, 120, 250])('does not take a path of %i ms for a slow reader', (pathMs) => {
    expect(read(100_000, pathMs).window).toBeGreaterThan(400 * 1024);
  });
});
