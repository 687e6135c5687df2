import { useEffect, useRef } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { useShownTheme } from '../../../shared/preferences.js';
import { useTerminalSettings } from '../settings/terminal-settings.js';
import { themeOf } from '../settings/themes.js';
import type { Pane } from '../workspace/pane.js';
import { usePane, useWorkspace } from '../workspace/use-workspace.js';
import { useTarget } from '../workspace/use-target.js';
import { PaneFace } from './PaneFace.js';
import { PaneMenu } from './PaneMenu.js';
import { PasteDialog } from './PasteDialog.js';
import { SearchBar } from './SearchBar.js';
import { useClipboardRequests } from './use-clipboard-requests.js';
import { useCopyOnSelect } from './use-copy-on-select.js';

interface PaneViewProps {
  pane: Pane;
  isFocused: boolean;
  /** Others are beside it, so the focused one is marked. */
  hasNeighbours: boolean;
}

export const PaneView = ({ pane, isFocused, hasNeighbours }: PaneViewProps) => {
  const t = useT();
  const workspace = useWorkspace();
  const { name } = useTarget(pane.target);
  const isSearching = usePane(pane, (it) => it.isSearching);
  const state = usePane(pane, (it) => it.state.name);
  const host = useRef<HTMLDivElement>(null);
  useClipboardRequests(pane, name);
  useCopyOnSelect(pane);
  useBellFlash(pane, host);
  const background = useBackground();

  useEffect(() => {
    if (host.current) pane.show(host.current);
    return () => pane.hide();
  }, [pane]);

  useEffect(() => {
    const { textarea } = pane.screen.terminal;
    textarea?.setAttribute('aria-label', t('terminal.inputOf', { name }));
    textarea?.setAttribute('aria-description', t('terminal.leaveHelp'));
  }, [pane, name, t]);

  useEffect(() => {
    if (isFocused && (state === 'live' || state === 'connecting') && !isSearching) pane.screen.focus();
    // The search bar gives the focus back itself.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [pane, isFocused, state]);

  return (
    <div
      role="group"
      aria-label={t('terminal.screenOf', { name })}
      onFocusCapture={() => workspace.focus(pane.id)}
      onPointerDownCapture={() => workspace.focus(pane.id)}
      style={{ background }}
      className="relative flex size-full min-h-0 min-w-0 flex-col overflow-hidden"
    >
      <PaneMenu pane={pane}>
        <div ref={host} className="min-h-0 grow px-2 pt-1.5" />
      </PaneMenu>
      {isFocused && hasNeighbours && <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 bg-accent" />}
      {isSearching && <SearchBar pane={pane} />}
      <PaneFace pane={pane} name={name} />
      <PasteDialog pane={pane} />
    </div>
  );
};

/** The rim around the characters has the theme's colour too. */
const useBackground = (): string | undefined => {
  const isDark = useShownTheme() === 'dark';
  const { darkTheme, lightTheme } = useTerminalSettings();
  return themeOf(isDark ? darkTheme : lightTheme, isDark).colors.background;
};

/** A bell shows as a short flash where it rang. */
const useBellFlash = (pane: Pane, host: React.RefObject<HTMLDivElement | null>): void => {
  const bells = usePane(pane, (it) => it.bells);
  const { bell } = useTerminalSettings();
  const seen = useRef(bells);
  useEffect(() => {
    if (bells === seen.current) return;
    seen.current = bells;
    if (bell === 'visual') host.current?.animate([{ filter: 'brightness(1.7)' }, { filter: 'none' }], 160);
  }, [bells, bell, host]);
};
