/** One word of a text: how it is compared, and where it stands in the text as written (UTF-16 units, end exclusive). */
export interface Word {
  text: string;
  start: number;
  end: number;
  /** Of a script without spaces between words (Chinese, Japanese, Thai …), or emoji: found by any part of it. */
  isDense: boolean;
}

const DENSE = [
  ...['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar'].map((name) => `\\p{Script=${name}}`),
  // Sound marks that belong to no script of their own.
  String.raw`\u3099\u309a\u30fc\uff70`,
  String.raw`\p{Extended_Pictographic}\p{Regional_Indicator}`,
].join('');

/** Letters, digits and marks; runs of dense scripts are words of their own. */
const UNICODE_WORDS = new RegExp(String.raw`([${DENSE}]+)|[[\p{L}\p{N}\p{M}]--[${DENSE}]]+`, 'gv');
const ASCII_WORDS = /[a-z0-9]+/g;
// eslint-disable-next-line no-control-regex
const ASCII = /^[\0-\x7f]*$/;

/** Then folding is nothing but writing it small. */
export const isAscii = (text: string): boolean => ASCII.test(text);

/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, variation selectors: people search without them. */
const MARKS = /[\ufe00-\ufe0f]|[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;

/** Letters Unicode does not take apart but people do. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ħ: 'h', ı: 'i', ς: 'σ' },
};
const LETTER = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/** Compatibility forms, case and accents are gone; letters are not: `Ｃａｆé` is `cafe`. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(LETTER, (letter) => LETTERS[letter]!)
    .normalize('NFKC');

/** The words of a text, in their order. The same for what is stored and for what is asked. */
export const wordsOf = (text: string): Word[] => {
  const words: Word[] = [];
  if (isAscii(text)) {
    for (const { 0: word, index } of text.toLowerCase().matchAll(ASCII_WORDS)) {
      words.push({ text: word, start: index, end: index + word.length, isDense: false });
    }
    return words;
  }
  for (const { 0: written, 1: dense, index } of text.matchAll(UNICODE_WORDS)) {
    const folded = fold(written);
    if (folded === '') continue;
    words.push({ text: folded, start: index, end: index + written.length, isDense: dense !== undefined });
  }
  return words;
};
