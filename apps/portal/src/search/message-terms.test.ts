import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { FITS, MessageTerms, type WantedTerms } from './message-terms.js';
import { matchText } from './match.js';
import { parseQuery, termsOfQuery } from './search-query.js';

const terms = new MessageTerms(Buffer.alloc(32, 7));

const hasAll = (stored: Int32Array, { all, any }: WantedTerms): boolean =>
  all.every((term) => stored.includes(term)) && any.every((some) => some.some((term) => stored.includes(term)));

const ALPHABET = [...'aabbcdeéßxyz019 .,"-\'_天気東京タワーがか\u3099한국ไทย🎉❤️👩‍🚀İıςΣﬁ½Å\u0301𠮷'];

describe('the terms of a message', () => {
  it('are the same in every process with the key, and others with another', () => {
    const text = 'The deployment failed';
    expect(new MessageTerms(Buffer.alloc(32, 7)).ofText(text)).toEqual(terms.ofText(text));
    const others = new MessageTerms(Buffer.alloc(32, 8)).ofText(text);
    expect(terms.ofText(text).filter((term) => others.includes(term))).toHaveLength(0);
  });

  it('are ascending, each once, and not below zero', () => {
    const stored = [...terms.ofText('the theme of the theory 東京 東京')];
    expect(stored).toEqual([...new Set(stored)].toSorted((a, b) => a - b));
    expect(stored[0]).toBeGreaterThanOrEqual(0);
  });

  it('contain nothing for a text without words', () => {
    expect(terms.ofText('')).toHaveLength(0);
    expect(terms.ofText(' ?! … ')).toHaveLength(0);
  });

  it('are about one a character', () => {
    const text =
      'A message of about two hundred bytes has some thirty words, most of which are short and met again and again.';
    expect(terms.ofText(text).length).toBeLessThan(text.length);
  });

  it('tell a word from the beginning and the inside of another', () => {
    const stored = terms.ofText('redeployment');
    const asks = (query: string) => FITS.map((fit) => hasAll(stored, termsOfQuery(parseQuery(query), fit, terms)));
    expect(asks('redeployment')).toEqual([true, true, true]);
    expect(asks('redeploy')).toEqual([false, true, true]);
    expect(asks('deploy')).toEqual([false, false, true]);
    expect(asks('de')).toEqual([false, false, false]);
  });

  it('never miss what the comparison finds (seeded)', () => {
    const { share: random } = seededRandom(20261122);
    const some = (most: number): string =>
      Array.from(
        { length: 1 + Math.floor(random() * most) },
        () => ALPHABET[Math.floor(random() * ALPHABET.length)],
      ).join('');
    let found = 0;
    for (let round = 0; round < 20_000; round++) {
      const text = some(24);
      const at = Math.floor(random() * text.length);
      const query = parseQuery(random() < 0.8 ? text.slice(at, at + 1 + Math.floor(random() * 6)) : some(4));
      const match = matchText(query, text);
      if (!match || query.length === 0) continue;
      found++;
      const wanted = termsOfQuery(query, match.fit, terms);
      expect(hasAll(terms.ofText(text), wanted), `${JSON.stringify(text)} ${JSON.stringify(query)}`).toBe(true);
      for (const { start, end } of match.ranges) expect(end > start && end <= text.length).toBe(true);
    }
    expect(found).toBeGreaterThan(8_000);
  });
});
