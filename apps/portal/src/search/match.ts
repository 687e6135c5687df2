import { type Fit, FITS } from './message-terms.js';
import type { Phrase, SearchQuery } from './search-query.js';
import { isAscii, type Word, wordsOf } from './words.js';

/** UTF-16 units of the text as written, end exclusive. */
export interface Range {
  start: number;
  end: number;
}

export interface Match {
  /** Of the phrase that fits worst. */
  fit: Fit;
  /** Ascending, without overlaps. */
  ranges: Range[];
}

/** Shorter parts inside of words would be found everywhere. */
const MIN_PREFIX = 2;
const MIN_SUBSTRING = 3;
const MAX_RANGES = 50;

/** Whether and where a text contains all phrases. */
export const matchText = (query: SearchQuery, text: string): Match | undefined => {
  if (isAscii(text) && !hasParts(query, text.toLowerCase())) return undefined;
  const words = wordsOf(text);
  let worst = 0;
  const ranges: Range[] = [];
  for (const phrase of query) {
    let best: number = FITS.length;
    for (let at = 0; at + phrase.words.length <= words.length; at++) {
      const found = phraseAt(phrase, words, at);
      if (!found) continue;
      best = Math.min(best, found.fit);
      ranges.push(found.range);
    }
    if (best === FITS.length) return undefined;
    worst = Math.max(worst, best);
  }
  return { fit: FITS[worst]!, ranges: merged(ranges).slice(0, MAX_RANGES) };
};

/** Much quicker to see than which words of the text they would be. */
const hasParts = (query: SearchQuery, folded: string): boolean =>
  query.every(({ words }) => words.every(({ text }) => folded.includes(text)));

interface Found {
  /** Index of `FITS`. */
  fit: number;
  range: Range;
}

const phraseAt = ({ words: wanted, isQuoted }: Phrase, words: readonly Word[], at: number): Found | undefined => {
  const last = wanted.length - 1;
  if (last === 0) return wordIn(wanted[0]!, words[at]!, isQuoted);
  for (let next = 0; next < last; next++) {
    const { text, isDense } = wanted[next]!;
    const word = words[at + next]!.text;
    if (word !== text && !(isDense && next === 0 && word.endsWith(text))) return undefined;
  }
  const { text, isDense } = wanted[last]!;
  const end = words[at + last]!;
  const isWhole = end.text === text;
  const mayGoOn = isDense || (!isQuoted && text.length >= MIN_PREFIX);
  if (!isWhole && !(mayGoOn && end.text.startsWith(text))) return undefined;
  return { fit: isWhole ? 0 : 1, range: { start: words[at]!.start, end: partOf(end, 0, text.length).end } };
};

const wordIn = ({ text, isDense }: Word, word: Word, isQuoted: boolean): Found | undefined => {
  if (word.text === text) return { fit: 0, range: partOf(word, 0, text.length) };
  if (isQuoted && !isDense) return undefined;
  const at = word.text.indexOf(text);
  const isLongEnough = isDense || text.length >= (at === 0 ? MIN_PREFIX : MIN_SUBSTRING);
  if (at === -1 || !isLongEnough) return undefined;
  return { fit: at === 0 ? 1 : 2, range: partOf(word, at, text.length) };
};

/** Where folding changed the length there is no telling which letters were meant: the whole word. */
const partOf = ({ text, start, end }: Word, at: number, length: number): Range =>
  text.length === end - start ? { start: start + at, end: start + at + length } : { start, end };

const merged = (ranges: Range[]): Range[] => {
  const result: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const before = result.at(-1);
    if (before && range.start <= before.end) before.end = Math.max(before.end, range.end);
    else result.push({ ...range });
  }
  return result;
};
