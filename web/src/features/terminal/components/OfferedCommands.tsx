import { useMemo } from 'react';
import { useOfferCommands, type PageCommand } from '../../../shared/page-commands.js';
import { printedKeys, TERMINAL_SHORTCUTS } from '../workspace/shortcuts.js';
import { useTerminalActions } from './use-terminal-actions.js';

/** The shortcuts, for the palette and the sheet; a component, because only below the page are its panels known. */
export const OfferedCommands = () => {
  const actions = useTerminalActions();
  const commands = useMemo(
    () =>
      TERMINAL_SHORTCUTS.filter(({ action }) => action !== 'help').map(({ action, label, keys }): PageCommand => ({
        id: `terminal-${action}`,
        label,
        keys: printedKeys(keys),
        run: actions[action],
      })),
    [actions],
  );
  useOfferCommands(commands);
  return null;
};
