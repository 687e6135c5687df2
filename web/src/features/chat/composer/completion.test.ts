import { expect, it } from 'vitest';
import { complete, completionAt, ranked } from './completion.js';

it.each([
  ['hi @bo', { kind: 'user', text: 'bo', start: 3 }],
  ['@', { kind: 'user', text: '', start: 0 }],
  ['(#Dev-t', { kind: 'channel', text: 'dev-t', start: 1 }],
  ['ok :thu', { kind: 'emoji', text: 'thu', start: 3 }],
  ['ok :t', undefined],
  ['me@host', undefined],
  ['@bob done', undefined],
])('reads %j before the caret', (text, expected) => {
  expect(completionAt(text, text.length)).toEqual(expected);
});

it('puts the completion in place of what was typed and the caret behind it', () => {
  const query = completionAt('hi @bo there', 6)!;
  const bob = { key: 'bob', insert: '@bob', label: 'bob' };
  expect(complete('hi @bo there', 6, query, bob)).toEqual({ text: 'hi @bob there', caret: 8 });
  expect(complete('@bo', 3, completionAt('@bo', 3)!, bob)).toEqual({ text: '@bob ', caret: 5 });
});

it('offers what begins with the letters first', () => {
  const names = ['carbon', 'bob', 'Bobby', 'eve'];
  expect(ranked(names, 'bo', (name) => [name], 5)).toEqual(['bob', 'Bobby', 'carbon']);
});
