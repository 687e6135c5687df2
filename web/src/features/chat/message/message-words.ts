import { isOneEmoji, LIMITS } from '#libs/contracts';

const graphemes = new Intl.Segmenter();
/** Letters, digits and marks that mean nothing in markdown, on one line. */
const PLAIN = /^[\p{L}\p{N} ,!?'"…]*[.!?…]*$/u;
const FEW_EMOJI = 6;
const LINK = /\bhttps?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?]/giu;
const SCHEMES = new Set(['http:', 'https:', 'mailto:']);
/** A user, a channel or a spoiler within running text. */
const NAMED = /(?<![\p{L}\p{N}_@#./-])([@#][\p{L}\p{N}][\p{L}\p{N}_.-]{0,63})|\|\|([^|\n]+)\|\|/gu;

/** Most messages: nothing in them needs the parser. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** A message of a few emoji shows them large. */
export const onlyEmoji = (text: string): boolean => {
  if (text.length > LIMITS.emoji) return false;
  const signs = [...graphemes.segment(text.replace(/\s/g, ''))];
  return signs.length > 0 && signs.length <= FEW_EMOJI && signs.every(({ segment }) => isOneEmoji(segment));
};

/** Undefined for anything that does not lead to a page or a mail. */
export const safeAddress = (target: string | null): string | undefined => {
  if (!target) return undefined;
  try {
    const url = new URL(target);
    return SCHEMES.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
};

/** The web addresses in a text, each once, at most `max`; code does not count. */
export const linksIn = (text: string, max: number): string[] => {
  const prose = text.replace(/```[\s\S]*?(```|$)|`[^`\n]*`/g, ' ');
  return [...new Set(prose.match(LINK) ?? [])].slice(0, max);
};

export type Word =
  | { kind: 'text'; text: string }
  | { kind: 'user'; name: string }
  | { kind: 'channel'; name: string }
  | { kind: 'spoiler'; text: string };

/** Running text and what it names. A full stop or a dash after a name is the sentence's. */
export const wordsOf = (text: string): Word[] => {
  const words: Word[] = [];
  let end = 0;
  for (const match of text.matchAll(NAMED)) {
    const [whole, named, hidden] = match;
    const name = named?.replace(/[.-]+$/, '');
    if (match.index > end) words.push({ kind: 'text', text: text.slice(end, match.index) });
    if (name !== undefined) words.push({ kind: name.startsWith('@') ? 'user' : 'channel', name: name.slice(1) });
    else words.push({ kind: 'spoiler', text: hidden! });
    end = match.index + (name ?? whole).length;
  }
  if (end < text.length) words.push({ kind: 'text', text: text.slice(end) });
  return words;
};
