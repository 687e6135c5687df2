export type CompletionKind = 'user' | 'channel' | 'emoji';

export interface CompletionQuery {
  kind: CompletionKind;
  /** What was typed after the sign. */
  text: string;
  /** Where the sign stands. */
  start: number;
}

export interface Completion {
  key: string;
  /** Takes the place of the sign and what follows it. */
  insert: string;
  label: string;
  hint?: string;
  emoji?: string;
}

const SIGNS = { '@': 'user', '#': 'channel', ':': 'emoji' } as const;
const QUERY = /(?:^|[\s(])([@#:])([\p{L}\p{N}_.-]{0,40})$/u;
/** One letter after a colon is a smiley more often than an emoji. */
const MIN_EMOJI = 2;

/** What stands before the caret, if it asks to be completed. */
export const completionAt = (text: string, caret: number): CompletionQuery | undefined => {
  const [, sign, typed] = QUERY.exec(text.slice(0, caret)) ?? [];
  if (sign === undefined || typed === undefined) return undefined;
  const kind = SIGNS[sign as keyof typeof SIGNS];
  if (kind === 'emoji' && typed.length < MIN_EMOJI) return undefined;
  return { kind, text: typed.toLowerCase(), start: caret - typed.length - 1 };
};

/** The text with the completion in place, and where the caret goes. */
export const complete = (
  text: string,
  caret: number,
  { start }: CompletionQuery,
  { insert }: Completion,
): { text: string; caret: number } => {
  const rest = text.slice(caret);
  const gap = rest.startsWith(' ') ? '' : ' ';
  return { text: text.slice(0, start) + insert + gap + rest, caret: start + insert.length + 1 };
};

/** Those that begin with the query first. */
export const ranked = <T>(items: readonly T[], query: string, wordsOf: (item: T) => string[], max: number): T[] => {
  const rank = (item: T): number => {
    const words = wordsOf(item).map((word) => word.toLowerCase());
    if (words.some((word) => word.startsWith(query))) return 0;
    return words.some((word) => word.includes(query)) ? 1 : 2;
  };
  return items
    .map((item) => ({ item, rank: rank(item) }))
    .filter((one) => one.rank < 2)
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, max)
    .map(({ item }) => item);
};
