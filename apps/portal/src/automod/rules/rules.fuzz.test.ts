import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { compileRule } from '../rule-set.js';
import { fold } from './fold.js';

const SEED = 20_260_211;
const ROUNDS = 3_000;

const ALPHABET = [
  ...'abABxX01$!|@.-_ \t\n/:?#%()[]{}*+\\^',
  ...['é', 'É', 'ß', 'İ', 'ŉ', 'ﬁ', '你', '😀', '👩‍👩‍👧', '\u200b', '\u0301', '\u202e', '\0', '\ud800', '\udc00'],
  ...['https://', 'www.', 'http://', 'evil.net', 'spam', 'SPAM', 'xn--', '@[::1]'],
];

const { share: next } = seededRandom(SEED);
const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!;
const text = (max: number): string => Array.from({ length: Math.floor(next() * max) }, () => pick(ALPHABET)).join('');

const now = new Date(Date.UTC(2026, 0, 1));
const RULES = [
  { kind: 'words', config: { words: ['spam', 'a b', '😀', 'ß'], leet: true } },
  { kind: 'words', config: { words: ['spam', 'xx'], match: 'contains' } },
  { kind: 'regex', config: { patterns: ['sp[a4]m', '(a|b)+c$', '\\p{Lu}{5,}'] } },
  { kind: 'links', config: { mode: 'all' } },
  { kind: 'links', config: { mode: 'allow', domains: ['evil.net'] } },
  { kind: 'links', config: { mode: 'deny', domains: ['evil.net'] } },
  { kind: 'caps', config: {} },
  { kind: 'flood', config: { messages: 5, repeats: 2 } },
  { kind: 'new_account', config: { minutes: 1 } },
] as const;

describe(`the rules of automod, with the seed ${SEED}`, () => {
  it('judge any text without failing, and quote a part of what was said or of their own config', () => {
    const judges = RULES.map(({ kind, config }) => compileRule({ kind, config }).judge);
    for (let round = 0; round < ROUNDS; round++) {
      const subject = { userId: Math.floor(next() * 50), createdAt: now, now, text: text(60) };
      for (const judge of judges) expect((judge(subject) ?? '').length).toBeLessThanOrEqual(100);
    }
  });

  it('find a word where it stands alone, and nowhere else', () => {
    const { judge } = compileRule({ kind: 'words', config: { words: ['spam'] } });
    for (let round = 0; round < ROUNDS; round++) {
      const said = text(20);
      const expected = /(?<![\p{L}\p{N}_])spam(?![\p{L}\p{N}_])/u.test(fold(said));
      expect(judge({ userId: 1, createdAt: now, now, text: said }) !== undefined, JSON.stringify(said)).toBe(expected);
    }
  });

  it('fold a text that is folded to itself', () => {
    for (let round = 0; round < ROUNDS; round++) {
      const folded = fold(text(20));
      expect(fold(folded), JSON.stringify(folded)).toBe(folded);
    }
  });
});
