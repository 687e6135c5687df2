import { createContext, use } from 'react';

export interface TerminalPanels {
  openPicker: () => void;
  openSettings: () => void;
}

export const PanelsContext = createContext<TerminalPanels>({
  openPicker: () => undefined,
  openSettings: () => undefined,
});

/** What the page keeps beside its terminals. */
export const useTerminalPanels = (): TerminalPanels => use(PanelsContext);
