import { describe, expect, it } from 'vitest';
import { excerpt, highlight } from './highlight.js';

const marked = (text: string, ...found: [start: number, end: number][]): string =>
  highlight(
    text,
    found.map(([start, end]) => ({ start, end })),
  )
    .map(({ text: part, isHit }) => (isHit ? `[${part}]` : part))
    .join('');

describe('what a search has found in a text', () => {
  it('is set apart from the rest', () => {
    expect(marked('on call, call on', [3, 7], [9, 13])).toBe('on [call], [call] on');
    expect(marked('all', [0, 3])).toBe('[all]');
    expect(marked('nothing')).toBe('nothing');
  });

  it('is cut once where finds overlap or stand in any order', () => {
    expect(marked('banana', [3, 6], [1, 4], [2, 3])).toBe('b[ana][na]');
  });

  it('shows from shortly before the first hit on', () => {
    const text = `${'long '.repeat(40)}needle`;
    const [first, second] = excerpt(highlight(text, [{ start: 200, end: 206 }]));
    expect(first!.text).toMatch(/^…(long )+$/);
    expect(first!.text.length).toBeLessThan(62);
    expect(second).toEqual({ text: 'needle', isHit: true });
  });
});
