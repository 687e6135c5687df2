/** What hangs on the next key of a key bar without real modifier keys. */
export interface StickyModifiers {
  ctrl: boolean;
  alt: boolean;
}

export const BAR_KEYS = [
  'Escape',
  'Tab',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'PageUp',
  'PageDown',
] as const;
export type BarKey = (typeof BAR_KEYS)[number];

const LETTERED = { ArrowUp: 'A', ArrowDown: 'B', ArrowRight: 'C', ArrowLeft: 'D', Home: 'H', End: 'F' } as const;
const NUMBERED = { PageUp: 5, PageDown: 6 } as const;

/** What xterm sends for a key (ctlseqs, "PC-Style Function Keys"); the modifier is 1 + 2 for Alt + 4 for Ctrl. */
export const bytesOfKey = (key: BarKey, { ctrl, alt }: StickyModifiers, isApplicationCursor: boolean): string => {
  if (key === 'Escape') return alt ? '\x1b\x1b' : '\x1b';
  if (key === 'Tab') return alt ? '\x1b\t' : '\t';
  const modifier = 1 + (alt ? 2 : 0) + (ctrl ? 4 : 0);
  if (key === 'PageUp' || key === 'PageDown')
    return modifier === 1 ? `\x1b[${NUMBERED[key]}~` : `\x1b[${NUMBERED[key]};${modifier}~`;
  const letter = LETTERED[key];
  if (modifier > 1) return `\x1b[1;${modifier}${letter}`;
  return isApplicationCursor ? `\x1bO${letter}` : `\x1b[${letter}`;
};

/** Puts the modifiers on typed text; on more than one character (a paste, a word of a phone's keyboard) they have no effect. */
export const withModifiers = (text: string, { ctrl, alt }: StickyModifiers): string => {
  if ([...text].length !== 1) return text;
  let key = text;
  if (ctrl && /^[@-_a-z]$/.test(text)) key = String.fromCharCode(text.charCodeAt(0) & 0x1f);
  else if (ctrl && text === ' ') key = '\0';
  else if (ctrl && text === '?') key = '\x7f';
  return alt ? `\x1b${key}` : key;
};
