import { useMemo } from 'react';
import { useShellActions } from '../../../app/shell-actions.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { copyText } from '../../../shared/ui/copy-text.js';
import { toast } from '../../../shared/ui/toast.js';
import { changeFontSize } from '../settings/terminal-settings.js';
import { useTerminalPanels } from './terminal-panels.js';
import type { Pane } from '../workspace/pane.js';
import type { TerminalAction } from '../workspace/shortcuts.js';
import { useWorkspace } from '../workspace/use-workspace.js';

const PASTE_KEYS = 'Ctrl Shift V';

/** Everything that can be done with the focused terminal: the keys, the menus and the palette all do it by these. */
export const useTerminalActions = (): Record<TerminalAction, () => void> => {
  const t = useT();
  const workspace = useWorkspace();
  const { openPicker, openSettings } = useTerminalPanels();
  const { showShortcuts } = useShellActions();

  return useMemo(() => {
    const withPane = (work: (pane: Pane) => void) => () => {
      if (workspace.focused) work(workspace.focused);
    };
    const adding = (work: () => void) => () => {
      if (workspace.isFull) toast.message(t('terminal.full'));
      else work();
    };
    return {
      newTab: adding(openPicker),
      duplicate: adding(withPane(({ id }) => workspace.duplicate(id))),
      splitRight: adding(() => workspace.split('row')),
      splitDown: adding(() => workspace.split('column')),
      close: withPane(({ id }) => workspace.close(id)),
      nextTab: () => workspace.stepTab(1),
      previousTab: () => workspace.stepTab(-1),
      focusLeft: () => workspace.focusSide('left'),
      focusRight: () => workspace.focusSide('right'),
      focusUp: () => workspace.focusSide('up'),
      focusDown: () => workspace.focusSide('down'),
      find: withPane((pane) => pane.find(true)),
      copy: withPane(({ screen }) => void copy(screen.terminal.getSelection()).then(() => screen.focus())),
      paste: withPane((pane) => void paste(pane, t('terminal.pasteRefused', { keys: PASTE_KEYS }))),
      larger: () => changeFontSize(1),
      smaller: () => changeFontSize(-1),
      usualSize: () => changeFontSize(0),
      clear: withPane(({ screen }) => screen.terminal.clear()),
      settings: openSettings,
      help: showShortcuts,
      leave: () => document.querySelector<HTMLElement>('[data-terminal-tools] [tabindex="0"]')?.focus(),
    };
  }, [workspace, openPicker, openSettings, showShortcuts, t]);
};

const copy = async (text: string): Promise<void> => {
  if (text) await copyText(text);
};

/** From a menu, where no paste event carries the text; a browser may refuse it. */
const paste = async (pane: Pane, refused: string): Promise<void> => {
  try {
    pane.pasteText(await navigator.clipboard.readText());
  } catch {
    toast.message(refused);
  }
  pane.screen.focus();
};
