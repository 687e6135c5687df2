import { useEffect } from 'react';
import { copyText } from '../../../shared/ui/copy-text.js';
import { useTerminalSettings } from '../settings/terminal-settings.js';
import type { Pane } from '../workspace/pane.js';

export const useCopyOnSelect = (pane: Pane): void => {
  const { copyOnSelect } = useTerminalSettings();
  useEffect(() => {
    if (!copyOnSelect) return;
    const { element, terminal } = pane.screen;
    const copy = (): void => {
      if (terminal.hasSelection()) void copyText(terminal.getSelection()).then(() => terminal.focus());
    };
    element.addEventListener('mouseup', copy);
    return () => element.removeEventListener('mouseup', copy);
  }, [pane, copyOnSelect]);
};
