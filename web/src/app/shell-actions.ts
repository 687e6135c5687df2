import { createContext, use } from 'react';

export interface ShellActions {
  openPalette: () => void;
  showShortcuts: () => void;
}

export const ShellContext = createContext<ShellActions>({
  openPalette: () => undefined,
  showShortcuts: () => undefined,
});

/** What any page may ask of the shell around it. */
export const useShellActions = (): ShellActions => use(ShellContext);
