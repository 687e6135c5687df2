import { useSyncExternalStore } from 'react';
import type { PasteWarning } from '../screen/paste.js';
import { THEMES } from './themes.js';

/** How terminals look and behave in this browser. */
export interface TerminalSettings {
  /** Theme ids; which one shows follows the portal's own light or dark. */
  darkTheme: string;
  lightTheme: string;
  /** Empty: the system's monospaced font. */
  fontFamily: string;
  /** CSS pixels. */
  fontSize: number;
  /** Of the font size. */
  lineHeight: number;
  cursorStyle: 'block' | 'bar' | 'underline';
  cursorBlink: boolean;
  /** Lines. */
  scrollback: number;
  copyOnSelect: boolean;
  pasteWarning: PasteWarning;
  /** Whether programs may put text on the clipboard. */
  clipboardWrite: 'ask' | 'allow' | 'block';
  bell: 'off' | 'visual' | 'sound';
  /** Brightens or darkens text that a theme makes hard to read. */
  keepContrast: boolean;
  screenReader: boolean;
}

export const FONT_SIZE = { min: 8, max: 32, initial: 14 } as const;
export const SCROLLBACK = { min: 0, max: 100_000, initial: 10_000 } as const;
export const LINE_HEIGHT = { min: 1, max: 1.8, initial: 1.15 } as const;

export const DEFAULT_SETTINGS: TerminalSettings = {
  darkTheme: 'harbour',
  lightTheme: 'daylight',
  fontFamily: '',
  fontSize: FONT_SIZE.initial,
  lineHeight: LINE_HEIGHT.initial,
  cursorStyle: 'block',
  cursorBlink: true,
  scrollback: SCROLLBACK.initial,
  copyOnSelect: false,
  pasteWarning: 'always',
  clipboardWrite: 'ask',
  bell: 'visual',
  keepContrast: true,
  screenReader: false,
};

const KEY = 'portal.terminal.settings';
const listeners = new Set<() => void>();

const within = (value: unknown, { min, max, initial }: { min: number; max: number; initial: number }): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : initial;

/** What was stored may be old, or changed by hand: a field that does not fit gets its default. */
export const readSettings = (stored: string | null): TerminalSettings => {
  const raw = parse(stored);
  const pick = <K extends keyof TerminalSettings>(key: K, ...allowed: TerminalSettings[K][]): TerminalSettings[K] => {
    const value = raw[key] as TerminalSettings[K];
    const isKnown = allowed.length > 0 ? allowed.includes(value) : typeof value === typeof DEFAULT_SETTINGS[key];
    return isKnown ? value : DEFAULT_SETTINGS[key];
  };
  const ids = THEMES.map(({ id }) => id);
  return {
    darkTheme: pick('darkTheme', ...ids),
    lightTheme: pick('lightTheme', ...ids),
    fontFamily: pick('fontFamily').slice(0, 200),
    fontSize: within(raw['fontSize'], FONT_SIZE),
    lineHeight: within(raw['lineHeight'], LINE_HEIGHT),
    cursorStyle: pick('cursorStyle', 'block', 'bar', 'underline'),
    cursorBlink: pick('cursorBlink'),
    scrollback: Math.round(within(raw['scrollback'], SCROLLBACK)),
    copyOnSelect: pick('copyOnSelect'),
    pasteWarning: pick('pasteWarning', 'always', 'unbracketed', 'never'),
    clipboardWrite: pick('clipboardWrite', 'ask', 'allow', 'block'),
    bell: pick('bell', 'off', 'visual', 'sound'),
    keepContrast: pick('keepContrast'),
    screenReader: pick('screenReader'),
  };
};

const parse = (stored: string | null): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
};

const load = (): TerminalSettings => {
  try {
    return readSettings(localStorage.getItem(KEY));
  } catch {
    return DEFAULT_SETTINGS;
  }
};

let current: TerminalSettings | undefined;

export const terminalSettings = {
  get: (): TerminalSettings => (current ??= load()),
  set(change: Partial<TerminalSettings>): void {
    const raw = JSON.stringify({ ...terminalSettings.get(), ...change });
    current = readSettings(raw);
    try {
      localStorage.setItem(KEY, raw);
    } catch {
      // Private windows may refuse storage; the choice then lasts until the tab closes.
    }
    for (const listener of listeners) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const useTerminalSettings = (): TerminalSettings =>
  useSyncExternalStore(terminalSettings.subscribe, terminalSettings.get);

/** One step larger or smaller; 0 restores the usual size. */
export const changeFontSize = (step: number): void =>
  terminalSettings.set({ fontSize: step === 0 ? FONT_SIZE.initial : terminalSettings.get().fontSize + step });
