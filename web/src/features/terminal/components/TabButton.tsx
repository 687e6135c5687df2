import { Cross2Icon } from '@radix-ui/react-icons';
import { useState, type KeyboardEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import type { Tab } from '../workspace/layout.js';
import { usePane, useWorkspace } from '../workspace/use-workspace.js';
import { StateDot } from './StateDot.js';
import { TabMenu } from './TabMenu.js';
import { TabName } from './TabName.js';
import { useTabName } from './use-tab-name.js';

export const TabButton = ({ tab, isActive }: { tab: Tab; isActive: boolean }) => {
  const t = useT();
  const workspace = useWorkspace();
  const pane = workspace.pane(tab.focused);
  const state = usePane(pane, (it) => it.state.name);
  const title = usePane(pane, (it) => it.title);
  const hasRung = usePane(pane, (it) => it.hasRung);
  const [isRenaming, setRenaming] = useState(false);
  const name = useTabName(tab);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'F2') setRenaming(true);
    else if (event.key === 'Delete') workspace.closeTab(tab.id);
    else if (event.key === 'Escape') pane.screen.focus();
    else return;
    event.preventDefault();
  };
  const rename = (next: string | undefined) => {
    if (next !== undefined) workspace.rename(tab.id, next);
    setRenaming(false);
    pane.screen.focus();
  };
  return (
    <TabMenu tab={tab} name={name} onRename={() => setRenaming(true)}>
      <div
        role="presentation"
        // The wheel's button closes a tab, as in browsers.
        onAuxClick={(event) => event.button === 1 && workspace.closeTab(tab.id)}
        className={cx(
          'group relative flex max-w-52 min-w-28 shrink-0 items-center border-r border-line',
          isActive ? 'bg-surface' : 'text-ink-2 hover:bg-hover',
        )}
      >
        {isRenaming ? (
          <TabName name={name} onDone={rename} />
        ) : (
          <button
            type="button"
            role="tab"
            id={`${tab.id}-tab`}
            aria-selected={isActive}
            aria-controls={isActive ? 'terminal-panel' : undefined}
            tabIndex={isActive ? 0 : -1}
            title={title && title !== name ? title : undefined}
            onClick={() => workspace.select(tab.id)}
            onDoubleClick={() => setRenaming(true)}
            onKeyDown={onKeyDown}
            className="flex min-w-0 grow items-center gap-2 self-stretch py-2 pr-8 pl-3 text-left text-sm font-medium focus-visible:-outline-offset-2"
          >
            <StateDot state={state} />
            <span className="truncate">{name}</span>
            {hasRung && <span className="sr-only">, {t('terminal.rang')}</span>}
            {hasRung && <span aria-hidden className="size-1.5 shrink-0 rounded-full bg-warn" />}
          </button>
        )}
        {isActive && <span aria-hidden className="absolute inset-x-0 top-0 h-0.5 bg-accent" />}
        <button
          type="button"
          // For the mouse; keys have Delete, the menu and the shortcut.
          aria-hidden
          tabIndex={-1}
          title={t('terminal.closeNamed', { name })}
          onClick={() => workspace.closeTab(tab.id)}
          className={cx(
            'absolute right-1 grid size-6 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink',
            !isActive && 'opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100',
          )}
        >
          <Cross2Icon />
        </button>
      </div>
    </TabMenu>
  );
};
