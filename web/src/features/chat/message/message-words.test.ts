import { describe, expect, it } from 'vitest';
import { isPlain, linksIn, onlyEmoji, safeAddress, wordsOf } from './message-words.js';

describe('what a text names', () => {
  it('is users, channels and spoilers, without the punctuation around them', () => {
    expect(wordsOf('ask @bob. or #dev-talk, ||it was Eve||!')).toEqual([
      { kind: 'text', text: 'ask ' },
      { kind: 'user', name: 'bob' },
      { kind: 'text', text: '. or ' },
      { kind: 'channel', name: 'dev-talk' },
      { kind: 'text', text: ', ' },
      { kind: 'spoiler', text: 'it was Eve' },
      { kind: 'text', text: '!' },
    ]);
  });

  it('is nothing in mail addresses and paths', () => {
    expect(wordsOf('me@example.org a/#b')).toEqual([{ kind: 'text', text: 'me@example.org a/#b' }]);
  });
});

it.each([
  ['https://a.example/x?y=1', 'https://a.example/x?y=1'],
  ['mailto:me@a.example', 'mailto:me@a.example'],
  ['javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['/relative', undefined],
  [null, undefined],
])('the address %s leads to %s', (target, address) => {
  expect(safeAddress(target)).toBe(address);
});

it('finds each web address once, without the sentence around it, and none in code', () => {
  const text = 'see https://a.example/x, (https://b.example/y) https://a.example/x `https://c.example`';
  expect(linksIn(text, 5)).toEqual(['https://a.example/x', 'https://b.example/y']);
  expect(linksIn(text, 1)).toHaveLength(1);
});

it('knows texts that need no parser', () => {
  expect(['Hello, world!', 'Größe 12…'].every(isPlain)).toBe(true);
  expect(['*a*', 'a\nb', 'a.b.org', '@bob', '- a', 'a_b', '1. a'].some(isPlain)).toBe(false);
});

it('shows a few emoji large, digits not', () => {
  expect([' 👍 ', '👩🏽‍🚀🎉', '🇩🇪'].every(onlyEmoji)).toBe(true);
  expect(['12', '👍 yes', ''].some(onlyEmoji)).toBe(false);
});
