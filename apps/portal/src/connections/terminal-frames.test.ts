import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { DomainError } from '#libs/contracts';
import { parseTerminalFrame } from './terminal-frames.js';

const VALUES: unknown[] = [
  ...[null, true, '', 'x', 'yes', '1', -1, 0, 1, 80, 1.5, 1e21, 2 ** 53, Number.NaN],
  ...[[], [''], ['a', 'b'], [1], Array.from({ length: 17 }, () => 'x'), ['x'.repeat(4097)], {}, { a: 1 }],
];

describe('the frames of a terminal client', () => {
  it.each([
    [{ type: 'input', data: 'ls\n' }],
    [{ type: 'resize', cols: 2, rows: 500 }],
    [{ type: 'ping' }],
    [{ type: 'close' }],
    [{ type: 'ack', offset: 0 }],
    [{ type: 'answer', id: 'p', answers: ['yes'] }],
    [{ type: 'answer', id: 'p', answers: null }],
  ])('takes %j and nothing that comes with it', (frame) => {
    expect(parseTerminalFrame({ ...frame, extra: 1, __proto__: null } as never)).toEqual(frame);
  });

  it.each([1, 2, 3])('gives a valid frame or says what is wrong, seed %i', (seed) => {
    const { share: random } = seededRandom(seed);
    const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
    for (let round = 0; round < 5_000; round++) {
      const fields = ['data', 'cols', 'rows', 'offset', 'id', 'answers'].map((name) => [name, any(VALUES)]);
      const type = any(['input', 'resize', 'ping', 'close', 'ack', 'answer', 'toString', 'output']);
      try {
        const frame = parseTerminalFrame({ type, ...Object.fromEntries(fields.filter(() => random() < 0.8)) });
        if (frame.type === 'input') expect(typeof frame.data).toBe('string');
        if (frame.type === 'resize') expect(frame.cols >= 2 && frame.cols <= 1000 && frame.rows <= 500).toBe(true);
        if (frame.type === 'ack') expect(Number.isSafeInteger(frame.offset) && frame.offset >= 0).toBe(true);
        if (frame.type === 'answer') expect(frame.answers?.every((answer) => answer.length <= 4096) ?? true).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(DomainError);
        expect((error as DomainError).code).toBe('request.invalid');
      }
    }
  });
});
