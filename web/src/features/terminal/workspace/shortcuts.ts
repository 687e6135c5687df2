import type { LabelKey } from '../../../shared/i18n/catalogue.js';

export type TerminalAction =
  | 'newTab'
  | 'duplicate'
  | 'splitRight'
  | 'splitDown'
  | 'close'
  | 'nextTab'
  | 'previousTab'
  | 'focusLeft'
  | 'focusRight'
  | 'focusUp'
  | 'focusDown'
  | 'find'
  | 'copy'
  | 'paste'
  | 'larger'
  | 'smaller'
  | 'usualSize'
  | 'clear'
  | 'settings'
  | 'help'
  | 'leave';

export interface TerminalShortcut {
  action: TerminalAction;
  label: LabelKey;
  /** As printed on the keyboard; the last one is the key. */
  keys: readonly string[];
}

const shortcut = (action: TerminalAction, keys: string): TerminalShortcut => ({
  action,
  label: `terminal.${action}`,
  keys: keys.split(' '),
});

/** Chords that shells and editors cannot receive, so nothing is taken from them; browsers let pages have all of these. */
export const TERMINAL_SHORTCUTS: readonly TerminalShortcut[] = [
  shortcut('newTab', 'Ctrl Shift O'),
  shortcut('duplicate', 'Ctrl Shift K'),
  shortcut('splitRight', 'Ctrl Shift E'),
  shortcut('splitDown', 'Ctrl Shift D'),
  shortcut('close', 'Ctrl Shift X'),
  shortcut('nextTab', 'Ctrl Shift PageDown'),
  shortcut('previousTab', 'Ctrl Shift PageUp'),
  shortcut('focusLeft', 'Ctrl Shift ArrowLeft'),
  shortcut('focusRight', 'Ctrl Shift ArrowRight'),
  shortcut('focusUp', 'Ctrl Shift ArrowUp'),
  shortcut('focusDown', 'Ctrl Shift ArrowDown'),
  shortcut('find', 'Ctrl Shift F'),
  shortcut('copy', 'Ctrl Shift C'),
  shortcut('paste', 'Ctrl Shift V'),
  shortcut('larger', 'Ctrl +'),
  shortcut('smaller', 'Ctrl -'),
  shortcut('usualSize', 'Ctrl 0'),
  shortcut('clear', 'Ctrl Shift L'),
  shortcut('settings', 'Ctrl ,'),
  shortcut('help', 'Ctrl Shift F1'),
  shortcut('leave', 'Ctrl F6'),
];

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey' | 'type'>;

/** The letter on the key for layouts with Latin letters, the place of the key for the others. */
const keyOf = ({ key, code }: KeyPress): string => {
  if (key === '=') return '+';
  if (key.length !== 1) return key;
  const isForeign = key.codePointAt(0)! > 0x7f && code.startsWith('Key');
  return (isForeign ? code.slice(3) : key).toUpperCase();
};

export const actionOf = (event: KeyPress): TerminalAction | undefined => {
  if (!event.ctrlKey || event.altKey || event.metaKey) return undefined;
  const key = keyOf(event);
  return TERMINAL_SHORTCUTS.find(({ keys }) => {
    const wantsShift = keys.includes('Shift');
    // Where plus needs Shift, Ctrl-Plus comes with it.
    return keys.at(-1) === key && (wantsShift === event.shiftKey || key === '+');
  })?.action;
};

/** Ctrl-Shift-Escape as well, which not every system lets through. */
export const isLeaveKey = ({ key, ctrlKey, shiftKey }: KeyPress): boolean => key === 'Escape' && ctrlKey && shiftKey;

/** Keys xterm must leave to the page. */
export const isTerminalShortcut = (event: KeyPress): boolean =>
  event.type === 'keydown' && (actionOf(event) !== undefined || isLeaveKey(event));

const PRINTED: Record<string, string> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Shift: '⇧',
};

export const printedKeys = (keys: readonly string[]): string[] => keys.map((key) => PRINTED[key] ?? key);
