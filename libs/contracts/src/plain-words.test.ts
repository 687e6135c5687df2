import { describe, expect, it } from 'vitest';
import { plainWords } from './plain-words.js';

describe('a message on one line', () => {
  it.each([
    ['> **Look** at [the docs](https://a.example),\n- [x] `done`', 'Look at the docs, done'],
    ['# Title\n\n1. first\n2. *second*', 'Title 1. first 2. second'],
    ['***very*** __much__ ~~less~~ ==more==', 'very much less more'],
    ['![a cat](https://a.example/cat.png) <https://b.example/x_y_z>', 'a cat https://b.example/x_y_z'],
    ['one\n---\ntwo', 'one two'],
    ['```ts\nconst a = **b**;\n```', 'const a = **b**;'],
    ['```not\nclosed', 'closed'],
    ['run `rm *_old` and `` ls `` ', 'run rm *_old and ls'],
    ['\\*not emphasis\\*', '*not emphasis*'],
  ])('has no marks: %j', (text, words) => {
    expect(plainWords(text)).toBe(words);
  });

  it.each(['2 * 3 * 4 = 24', 'snake_case_name', '~5 minutes', 'a | b || c', 'C:\\Users', '@ada #general'])(
    'keeps what is no mark: %j',
    (text) => {
      expect(plainWords(text)).toBe(text);
    },
  );

  it('does not tell what a spoiler hides', () => {
    expect(plainWords('it was ||the **gardener**||!')).toBe('it was ▒▒▒!');
  });

  it('is found quickly, whatever the marks are', () => {
    const start = performance.now();
    for (const marks of ['*', '_ ', '**a ', '[', '`', '> ', '||', '~~x', '\\', '- [ ] ', '<https://']) {
      plainWords(marks.repeat(4000 / marks.length));
    }
    expect(performance.now() - start).toBeLessThan(500);
  });
});
