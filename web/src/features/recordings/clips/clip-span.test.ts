import { describe, expect, it } from 'vitest';
import { piecesOf, readSpanText, spanText, within } from './clip-span.js';

const SHOW = 'Show/2026-02-08_04-24-49';

describe('the pieces of a recording', () => {
  it('are named by the addresses in the playlist of their folder', () => {
    const fragments = [
      { relurl: 'chunk%20000.mkv/0.m4s?v=a-b', start: 0 },
      { relurl: 'chunk%20000.mkv/1.m4s?v=a-b', start: 4 },
      { relurl: 'chunk_001.mkv/0.m4s?v=a-c&shift=8021000', start: 8 },
    ];
    expect(piecesOf(SHOW, fragments)).toEqual([
      { name: `${SHOW}/chunk 000.mkv`, start: 0 },
      { name: `${SHOW}/chunk_001.mkv`, start: 8 },
    ]);
    expect(piecesOf('', fragments.slice(2))).toEqual([{ name: 'chunk_001.mkv', start: 8 }]);
  });

  it('are the one file that plays alone', () => {
    expect(piecesOf(`${SHOW}/a.mkv`, [{ relurl: '0.m4s?v=a', start: 0 }])).toEqual([
      { name: `${SHOW}/a.mkv`, start: 0 },
    ]);
  });
});

describe('a span', () => {
  const pieces = [0, 300, 600].map((start) => ({ name: `${start}.mkv`, start }));

  it('needs no more files than it touches, and counts from the first of them', () => {
    expect(within(pieces, { start: 12.34, end: 20 })).toEqual({ files: ['0.mkv'], start: 12.3, end: 20 });
    expect(within(pieces, { start: 290, end: 610 })).toEqual({
      files: ['0.mkv', '300.mkv', '600.mkv'],
      start: 290,
      end: 610,
    });
    expect(within(pieces, { start: 300, end: 600 })).toEqual({ files: ['300.mkv'], start: 0, end: 300 });
    expect(within(pieces, { start: 650, end: 900 })).toEqual({ files: ['600.mkv'], start: 50, end: 300 });
  });

  it.each([
    [0, '0:00'],
    [12.34, '0:12.3'],
    [59.96, '1:00'],
    [3723.5, '1:02:03.5'],
  ])('of %d seconds reads %s, and back', (seconds, text) => {
    expect(spanText(seconds)).toBe(text);
    expect(readSpanText(text)).toBeCloseTo(seconds, 0);
  });

  it('is read as people write it, and nothing else is', () => {
    expect([' 1:05 ', '65', '65,25', '0:1:05'].map(readSpanText)).toEqual([65, 65, 65.3, 65]);
    expect(['', 'x', '1:', ':5', '1:2:3:4', '-5', '1e3'].map(readSpanText)).toEqual(Array(7).fill(undefined));
  });
});
