import type { ScreenSnapshot } from '../screen/screen.js';
import type { SessionPlace } from '../session/session-options.js';
import { EMPTY_LAYOUT, panesOf, type Layout, type Split, type Tab, type TerminalTarget } from './layout.js';

/** A terminal as a reload finds it. */
export interface SavedPane {
  place: SessionPlace;
  screen: ScreenSnapshot;
  title: string;
}

type Stored = Record<string, unknown>;

const PREFIX = 'portal.terminal.';
const LAYOUT = `${PREFIX}layout`;
const paneKey = (id: string): string => `${PREFIX}pane.${id}`;

/** Lines of scrollback to save; fewer when the browser's few megabytes are used up. */
const LINES = [2000, 200, 0] as const;

/** What one browser tab remembers of its terminals, for one person. */
export const workspaceStorage = {
  saveLayout(user: number, layout: Layout): void {
    write(LAYOUT, { user, layout });
  },

  loadLayout(user: number): Layout {
    const stored = read(LAYOUT);
    return stored?.['user'] === user ? readLayout(stored['layout']) : EMPTY_LAYOUT;
  },

  /** Forgets it when there is nothing to save. */
  savePane(id: string, save: (lines: number) => SavedPane | undefined): void {
    const isSaved = LINES.some((lines) => {
      const pane = save(lines);
      return pane && write(paneKey(id), pane);
    });
    if (!isSaved) workspaceStorage.dropPane(id);
  },

  loadPane(id: string): SavedPane | undefined {
    const stored = read(paneKey(id));
    return stored && isSavedPane(stored) ? stored : undefined;
  },

  dropPane(id: string): void {
    sessionStorage.removeItem(paneKey(id));
  },

  clear(): void {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  },
};

const read = (key: string): Stored | undefined => {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? 'null');
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const write = (key: string, value: object): boolean => {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    sessionStorage.removeItem(key);
    return false;
  }
};

const isRecord = (value: unknown): value is Stored => typeof value === 'object' && value !== null;

const isSavedPane = (value: Stored): value is Stored & SavedPane => {
  const { place, screen, title } = value;
  if (!isRecord(place) || !isRecord(screen) || typeof title !== 'string') return false;
  const numbers = [place['offset'], place['startedAt'], screen['cols'], screen['rows']];
  return typeof place['session'] === 'string' && typeof screen['text'] === 'string' && numbers.every(Number.isFinite);
};

/** Older versions of this page may have stored it differently: what does not fit is left out. */
export const readLayout = (value: unknown): Layout => {
  if (!isRecord(value) || !Array.isArray(value['tabs']) || !isRecord(value['targets'])) return EMPTY_LAYOUT;
  const targets = Object.fromEntries(
    Object.entries(value['targets']).filter((entry): entry is [string, TerminalTarget] => isTarget(entry[1])),
  );
  const tabs = value['tabs'].filter((tab): tab is Tab => isTab(tab, targets));
  if (tabs.length === 0) return EMPTY_LAYOUT;
  const active = tabs.find(({ id }) => id === value['active']) ?? tabs[0]!;
  return { tabs, targets, active: active.id };
};

const isTarget = (value: unknown): value is TerminalTarget =>
  isRecord(value) && (typeof value['connection'] === 'string' || Number.isInteger(value['service']));

const isTab = (value: unknown, targets: Layout['targets']): value is Tab => {
  if (!isRecord(value) || typeof value['id'] !== 'string' || !isSplit(value['root'])) return false;
  const panes = panesOf(value['root']);
  return panes.includes(String(value['focused'])) && panes.every((pane) => targets[pane]);
};

const isSplit = (value: unknown): value is Split => {
  if (!isRecord(value) || typeof value['id'] !== 'string') return false;
  if (value['kind'] === 'pane') return true;
  const isWhole = value['kind'] === 'split' && (value['direction'] === 'row' || value['direction'] === 'column');
  return isWhole && Number.isFinite(value['ratio']) && isSplit(value['first']) && isSplit(value['second']);
};
