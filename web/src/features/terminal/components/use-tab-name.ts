import { useT } from '../../../shared/i18n/use-t.js';
import { usePageTitle } from '../../../shared/page-title.js';
import type { Tab } from '../workspace/layout.js';
import { useTarget } from '../workspace/use-target.js';
import { usePane, useWorkspace } from '../workspace/use-workspace.js';

/** As the person calls it, else as the program in its focused pane does (OSC 0 or 2), else as the entry is called. */
export const useTabName = (tab: Tab): string => {
  const t = useT();
  const pane = useWorkspace().pane(tab.focused);
  const title = usePane(pane, (it) => it.title);
  const { name: entry } = useTarget(pane.target);
  return tab.name ?? (title || entry || t('terminal.title'));
};

/** Gives the browser's tab the name of the active terminal. */
export const TabNameAsTitle = ({ tab }: { tab: Tab }) => {
  usePageTitle(useTabName(tab));
  return null;
};
