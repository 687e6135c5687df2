import { expect, it } from 'vitest';
import { DatagramQueue } from './datagram-queue.js';

const frames = (queue: DatagramQueue): string[] => {
  const seen: string[] = [];
  for (let frame = queue.peek(); frame; frame = queue.peek()) {
    seen.push(frame.toString());
    queue.shift();
  }
  return seen;
};

it('a full queue gives up its oldest frames and keeps the order', () => {
  const queue = new DatagramQueue(3);
  expect(['a', 'b', 'c', 'd', 'e'].map((text) => queue.push(Buffer.from(text)))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(frames(queue)).toEqual(['c', 'd', 'e']);
  expect(queue.isEmpty).toBe(true);
  queue.shift();
  queue.push(Buffer.from('f'));
  expect(frames(queue)).toEqual(['f']);
});
