export type PasteWarning = 'always' | 'unbracketed' | 'never';

/** More than this is asked about even on one line. */
const LARGE_CHARS = 10_000;

export interface Paste {
  text: string;
  lines: number;
}

/**
 * Pasted text as keys: without control characters, of which the end of a bracketed paste is the dangerous one, because
 * what follows it would count as typed.
 */
export const readPaste = (raw: string): Paste => {
  const text = raw.replace(/\r\n?/g, '\n').replace(/(?![\t\n])\p{Cc}/gu, '');
  return { text, lines: text.replace(/\n$/, '').split('\n').length };
};

/** A line break makes a shell run the line, unless the program can tell a paste from typing. */
export const needsWarning = ({ text }: Paste, warning: PasteWarning, isBracketed: boolean): boolean => {
  if (warning === 'never') return false;
  if (warning === 'unbracketed' && isBracketed) return false;
  return text.includes('\n') || text.length > LARGE_CHARS;
};
