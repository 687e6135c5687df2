import { createContext, use } from 'react';

export interface ShellActions {
  openPalette: () => void;
  showShortcuts: () => void;
  /** Turns the live road off and on; it is off while somebody signs out, since its end would look like a lost session. */
  setLive: (isOn: boolean) => void;
}

export const ShellContext = createContext<ShellActions>({
  openPalette: () => undefined,
  showShortcuts: () => undefined,
  setLive: () => undefined,
});

/** What any page may ask of the shell around it. */
export const useShellActions = (): ShellActions => use(ShellContext);
