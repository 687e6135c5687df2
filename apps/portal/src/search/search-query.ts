import type { Fit, MessageTerms, WantedTerms } from './message-terms.js';
import { type Word, wordsOf } from './words.js';

/** Words that must stand side by side. In quotes they are meant exactly; otherwise the last may be the beginning of a word. */
export interface Phrase {
  words: readonly Word[];
  isQuoted: boolean;
}

/** All of them must be found. */
export type SearchQuery = readonly Phrase[];

const PIECES = /"([^"]*)"?|[^\s"]+/g;

/** What people type: words, `"quoted phrases"`, and things with punctuation inside (`node.js`), which are phrases too. */
export const parseQuery = (text: string): SearchQuery =>
  [...text.matchAll(PIECES)]
    .map(([piece, quoted]) => ({ words: wordsOf(quoted ?? piece), isQuoted: quoted !== undefined }))
    .filter(({ words }) => words.length > 0);

/** Conditions to ask an index for at once; what more a long query has is compared only. */
const MAX_TERMS = 24;

/** What the index entry of every text has in which all phrases fit so. */
export const termsOfQuery = (query: SearchQuery, fit: Fit, terms: MessageTerms): WantedTerms => {
  const all = new Set<number>();
  const any: number[][] = [];
  for (const { words, isQuoted } of query) {
    words.forEach((word, at) => {
      const isLoose = !isQuoted && at === words.length - 1;
      const loosest = words.length > 1 && fit === 'substring' ? 'prefix' : fit;
      const wanted = terms.ofQuery(word, isLoose ? loosest : 'word');
      for (const term of wanted.all) all.add(term);
      any.push(...wanted.any);
    });
  }
  return { all: [...all].slice(0, MAX_TERMS), any: any.slice(0, MAX_TERMS - Math.min(all.size, MAX_TERMS - 1)) };
};
