import { PlusIcon } from '@radix-ui/react-icons';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import type { Layout } from '../workspace/layout.js';
import { useWorkspace } from '../workspace/use-workspace.js';
import { TabButton } from './TabButton.js';
import { useTerminalActions } from './use-terminal-actions.js';

export const TabStrip = ({ layout }: { layout: Layout }) => {
  const t = useT();
  const workspace = useWorkspace();
  const { newTab } = useTerminalActions();
  const strip = useRef<HTMLDivElement>(null);

  useEffect(() => {
    strip.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [layout.active, layout.tabs.length]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };
    const by = steps[event.key];
    if (by === undefined || event.ctrlKey || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    workspace.stepTab(by);
    requestAnimationFrame(() => strip.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return (
    <div className="flex min-w-0 grow items-stretch">
      <div
        ref={strip}
        role="tablist"
        tabIndex={-1}
        aria-label={t('terminal.tabs')}
        onKeyDown={onKeyDown}
        className="flex min-w-0 items-stretch overflow-x-auto [scrollbar-width:none]"
      >
        {layout.tabs.map((tab) => (
          <TabButton key={tab.id} tab={tab} isActive={tab.id === layout.active} />
        ))}
      </div>
      <IconButton
        size="sm"
        label={t('terminal.newTab')}
        icon={<PlusIcon />}
        onClick={newTab}
        className="m-1 shrink-0 self-center"
      />
    </div>
  );
};
