import { createHmac } from 'node:crypto';
import { type Word, wordsOf } from './words.js';

/** Keyed tokens are 0..2³¹ − 1; negative terms are facets (`facets.ts`). */
const TOKEN_MASK = 0x7fff_ffff;
/** Stand for the beginning and the end of a word; no word contains them. */
const BEGINNING = '\u0002';
const END = '\u0003';
const GRAM = 3;
/** What a part says of the letter after it: that it is one of those with the same number here, or that there is none. */
const CLASSES = 16;

/** Parts of one word an index is asked for. */
const MAX_ASKED = 6;

/** Words and parts of words remembered with their tokens, a process. */
const MAX_WORDS = 32_768;
const MAX_PARTS = 131_072;
/** Longer words are hardly met twice. */
const MAX_CACHED_WORD = 24;

/** How well a word of the query must fit a word of the text. */
export const FITS = ['word', 'prefix', 'substring'] as const;
export type Fit = (typeof FITS)[number];

/** What an index entry must have: all of `all`, and of each list in `any` at least one. */
export interface WantedTerms {
  all: number[];
  any: number[][];
}

/**
 * Keyed tokens of words and of their parts, so that an index finds whole words, beginnings (from 2 characters) and any
 * part (from 3; from 1 in dense scripts) without containing any text. A part is three letters in a row and a hint of the
 * next: as selective as four letters, and still found by three. A token is HMAC-SHA256 cut to 31 bits: different words may
 * share one, so whatever is found has to be compared with the text itself.
 */
export class MessageTerms {
  private readonly words = new RecentlyUsed<readonly number[]>(MAX_WORDS);
  private readonly parts = new RecentlyUsed<number>(MAX_PARTS);

  /** `key`: from `Keyring.derive`, so that every process makes the same tokens and no rotation changes them. */
  constructor(private readonly key: Buffer) {}

  /** What to store for a text: ascending, each once. Their order says nothing about the order of the words. */
  ofText(text: string): Int32Array {
    const terms: number[] = [];
    for (const word of wordsOf(text)) for (const term of this.ofWord(word)) terms.push(term);
    return distinct(Int32Array.from(terms).sort());
  }

  /** What every text has that contains the word so. */
  ofQuery({ text, isDense }: Word, fit: Fit): WantedTerms {
    if (isDense) return { all: this.partsOf(densePartsOf(text)), any: [] };
    if (fit === 'word' || text.length === 1) return { all: [this.wholeWord(text)], any: [] };
    const part = fit === 'prefix' || text.length < GRAM ? BEGINNING + text : text;
    if (part.length > GRAM) return { all: this.partsOf(someOf(gramsOf(part))), any: [] };
    return { all: [], any: [this.partsOf(allGramsOf(part))] };
  }

  private ofWord({ text, isDense }: Word): readonly number[] {
    const known = this.words.get(text);
    if (known) return known;
    const made = isDense
      ? this.partsOf(densePartsOf(text))
      : [this.wholeWord(text), ...this.partsOf(gramsOf(BEGINNING + text + END))];
    if (text.length <= MAX_CACHED_WORD) this.words.set(text, made);
    return made;
  }

  private wholeWord(word: string): number {
    return this.token(`word:${word}`);
  }

  private partsOf(parts: Iterable<string>): number[] {
    const tokens: number[] = [];
    for (const part of parts) {
      let token = this.parts.get(part);
      if (token === undefined) this.parts.set(part, (token = this.token(`part:${part}`)));
      tokens.push(token);
    }
    return tokens;
  }

  private token(label: string): number {
    return createHmac('sha256', this.key).update(label).digest().readUInt32BE(0) & TOKEN_MASK;
  }
}

const hintOf = (next: string): string => (next === END ? END : String(next.codePointAt(0)! % CLASSES));

/** Those whose next letter is known. */
const gramsOf = (text: string): string[] => {
  const grams: string[] = [];
  for (let at = 0; at + GRAM < text.length; at++) {
    grams.push(text.slice(at, at + GRAM) + hintOf(text[at + GRAM]!));
  }
  return grams;
};

/** Of a long word only some: more would make the index read more and name hardly fewer messages. */
const someOf = (grams: string[]): string[] =>
  grams.length <= MAX_ASKED
    ? grams
    : Array.from({ length: MAX_ASKED }, (_, at) => grams[Math.round((at * (grams.length - 1)) / (MAX_ASKED - 1))]!);

/** Whatever comes next. */
const allGramsOf = (gram: string): string[] => [
  gram + END,
  ...Array.from({ length: CLASSES }, (_, hint) => gram + String(hint)),
];

/** Each character and each two neighbours. */
const densePartsOf = (run: string): string[] => {
  const characters = [...run];
  return characters.flatMap((character, at) => {
    const next = characters[at + 1];
    return next === undefined ? [character] : [character, character + next];
  });
};

const distinct = (sorted: Int32Array): Int32Array => {
  let kept = 0;
  for (let at = 0; at < sorted.length; at++) {
    if (at === 0 || sorted[at] !== sorted[at - 1]) sorted[kept++] = sorted[at]!;
  }
  return sorted.subarray(0, kept);
};

/** Forgets, when full, what was not used since it was half full. */
class RecentlyUsed<T> {
  private recent = new Map<string, T>();
  private older = new Map<string, T>();

  constructor(private readonly max: number) {}

  get(key: string): T | undefined {
    const value = this.recent.get(key);
    if (value !== undefined) return value;
    const old = this.older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: T): void {
    if (this.recent.size * 2 >= this.max) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(key, value);
  }
}
