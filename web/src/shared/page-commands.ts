import { useEffect, useSyncExternalStore } from 'react';
import type { LabelKey } from './i18n/catalogue.js';

/** Something that can be done only on the page that shows now. */
export interface PageCommand {
  id: string;
  label: LabelKey;
  /** Its chord as printed on the keys; the page itself listens for it. */
  keys?: readonly string[];
  run: () => void;
}

let current: readonly PageCommand[] = [];
const listeners = new Set<() => void>();

const set = (commands: readonly PageCommand[]): void => {
  current = commands;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Adds the page's commands to the palette and to the sheet of shortcuts while it shows. They must keep their identity. */
export const useOfferCommands = (commands: readonly PageCommand[]): void => {
  useEffect(() => {
    set(commands);
    return () => set([]);
  }, [commands]);
};

export const usePageCommands = (): readonly PageCommand[] => useSyncExternalStore(subscribe, () => current);
