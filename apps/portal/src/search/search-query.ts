import type { Fit, MessageTerms } from './message-terms.js';
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

/** Tokens to ask an index for at once; what more a long query has is compared only. */
const MAX_TERMS = 24;

/** What the index entry of every text has in which all phrases fit so. */
export const termsOfQuery = (query: SearchQuery, fit: Fit, terms: MessageTerms): number[] => {
  const found = new Set<number>();
  for (const { words, isQuoted } of query) {
    words.forEach((word, at) => {
      const isLoose = !isQuoted && at === words.length - 1;
      const loosest = words.length > 1 && fit === 'substring' ? 'prefix' : fit;
      for (const term of terms.ofQuery(word, isLoose ? loosest : 'word')) found.add(term);
    });
  }
  return [...found].slice(0, MAX_TERMS);
};
