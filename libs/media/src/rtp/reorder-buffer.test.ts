import { describe, expect, it } from 'vitest';
import { ReorderBuffer } from './reorder-buffer.js';

const lab = (): {
  push: (...sequences: number[]) => void;
  seen: (number | string)[];
  clock: { now: number };
  buffer: ReorderBuffer;
} => {
  const seen: (number | string)[] = [];
  const clock = { now: 0 };
  const buffer = new ReorderBuffer({
    now: () => clock.now,
    onPacket: ({ sequence }) => seen.push(sequence),
    onLoss: (count) => seen.push(`lost ${count}`),
    onMissing: (sequences) => seen.push(`ask ${sequences.join()}`),
  });
  const push = (...sequences: number[]): void => {
    for (const sequence of sequences)
      buffer.push({ payloadType: 96, isMarked: false, sequence, timestamp: 0, ssrc: 1, payload: Buffer.alloc(0) });
  };
  return { push, seen, clock, buffer };
};

describe('the reorder buffer', () => {
  it('passes packets on in sequence, across the wrap, and asks for the missing', () => {
    const { push, seen, buffer } = lab();
    push(65_534, 0, 65_535, 1);
    expect(seen).toEqual([65_534, 'ask 65535', 65_535, 0, 1]);
    expect(buffer.stats).toMatchObject({ recovered: 1, lost: 0 });
    expect(buffer.highestSequence).toBe(65_537);
  });

  it('asks again after a while and gives up when the gap has held for long', () => {
    const { push, seen, clock, buffer } = lab();
    push(10, 12);
    clock.now = 39;
    push(13);
    clock.now = 40;
    push(14);
    clock.now = 150;
    push(15);
    expect(seen).toEqual([10, 'ask 11', 'ask 11', 'ask 11', 'lost 1', 12, 13, 14, 15]);
    expect(buffer.stats.lost).toBe(1);
  });

  it('ignores what comes twice or too late', () => {
    const { push, seen, buffer } = lab();
    push(10, 11, 10, 11, 9, 12);
    expect(seen).toEqual([10, 11, 12]);
    expect(buffer.stats.late).toBe(3);
  });

  it('follows a sender that begins anew elsewhere, but not a single stray', () => {
    const { push, seen } = lab();
    push(10, 30_000, 11, 30_001, 50_000, 50_001, 50_002);
    expect(seen).toEqual([10, 11, 'lost 1', 50_001, 50_002]);
  });

  it('holds no more than its limit', () => {
    const { push, seen } = lab();
    push(0, ...Array.from({ length: 1023 }, (_, index) => index + 2));
    expect(seen.filter((entry) => typeof entry === 'number')).toHaveLength(1);
    push(1025);
    expect(seen.filter((entry) => typeof entry === 'number').length).toBeLessThan(1030);
  });
});
