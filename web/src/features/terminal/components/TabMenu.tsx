import { ContextMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import type { Tab } from '../workspace/layout.js';
import { useWorkspace } from '../workspace/use-workspace.js';

interface TabMenuProps {
  tab: Tab;
  name: string;
  onRename: () => void;
  children: ReactNode;
}

export const TabMenu = ({ tab, name, onRename, children }: TabMenuProps) => {
  const t = useT();
  const workspace = useWorkspace();
  const at = workspace.layout.tabs.indexOf(tab);
  const item = (label: string, onSelect: () => void, isDisabled = false) => (
    <Radix.Item
      disabled={isDisabled}
      onSelect={onSelect}
      className="flex min-h-(--control-sm) items-center rounded-md px-2.5 py-1 text-base outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      {label}
    </Radix.Item>
  );
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={t('terminal.tabMenu', { name })}
          collisionPadding={8}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="z-60 min-w-48 animate-pop-in rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {item(t('terminal.rename'), onRename)}
          {item(t('terminal.duplicate'), () => workspace.duplicate(tab.focused), workspace.isFull)}
          {item(t('terminal.moveLeft'), () => workspace.moveTab(tab.id, -1), at === 0)}
          {item(t('terminal.moveRight'), () => workspace.moveTab(tab.id, 1), at === workspace.layout.tabs.length - 1)}
          {item(t('terminal.close'), () => workspace.closeTab(tab.id))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
