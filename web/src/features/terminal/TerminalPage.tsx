import { ArrowLeftIcon } from '@radix-ui/react-icons';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { useMediaQuery } from '../../shared/ui/use-media-query.js';
import { EmptyTerminals } from './components/EmptyTerminals.js';
import { OfferedCommands } from './components/OfferedCommands.js';
import { KeyBar } from './components/KeyBar.js';
import { NewTabPicker } from './components/NewTabPicker.js';
import { SettingsSheet } from './components/SettingsSheet.js';
import { SplitView } from './components/SplitView.js';
import { StatusLine } from './components/StatusLine.js';
import { TabStrip } from './components/TabStrip.js';
import { PanelsContext } from './components/terminal-panels.js';
import { TerminalFrame } from './components/TerminalFrame.js';
import { TerminalTools } from './components/TerminalTools.js';
import { useFocusReturn } from './components/use-focus-return.js';
import { TabNameAsTitle } from './components/use-tab-name.js';
import { activeTab } from './workspace/layout.js';
import { useAddress } from './workspace/use-address.js';
import { useLayout, useWorkspace } from './workspace/use-workspace.js';

export const TerminalPage = () => {
  const t = useT();
  const workspace = useWorkspace();
  const layout = useLayout(workspace);
  useAddress(workspace, useSearch({ from: '/shell/terminal/connect' }));
  useFocusReturn(workspace);
  const isTouched = useMediaQuery('(pointer: coarse)');
  const [isPicking, setPicking] = useState(false);
  const [isSetting, setSetting] = useState(false);
  const panels = useMemo(() => ({ openPicker: () => setPicking(true), openSettings: () => setSetting(true) }), []);
  const tab = activeTab(layout);

  return (
    <PanelsContext value={panels}>
      <TerminalFrame>
        <h1 className="sr-only">{t('terminal.title')}</h1>
        <header data-terminal-tools className="flex h-10 shrink-0 items-stretch border-b border-line bg-canvas">
          <Button asChild variant="ghost" size="icon-sm" className="m-1 self-center md:hidden">
            <Link to="/" aria-label={t('terminal.back')}>
              <ArrowLeftIcon aria-hidden />
            </Link>
          </Button>
          <TabStrip layout={layout} />
          {tab && <TerminalTools />}
        </header>
        <OfferedCommands />
        {tab ? (
          <>
            <TabNameAsTitle tab={tab} />
            <div
              role="tabpanel"
              id="terminal-panel"
              aria-labelledby={`${tab.id}-tab`}
              className="flex min-h-0 min-w-0 grow"
            >
              <SplitView
                key={tab.id}
                split={tab.root}
                focused={tab.focused}
                hasNeighbours={tab.root.kind === 'split'}
              />
            </div>
            <StatusLine pane={workspace.pane(tab.focused)} />
            {isTouched && <KeyBar pane={workspace.pane(tab.focused)} />}
          </>
        ) : (
          <EmptyTerminals onPick={(target) => workspace.open(target)} />
        )}
      </TerminalFrame>
      <NewTabPicker open={isPicking} onOpenChange={setPicking} onPick={(target) => workspace.open(target)} />
      <SettingsSheet open={isSetting} onOpenChange={setSetting} />
    </PanelsContext>
  );
};
