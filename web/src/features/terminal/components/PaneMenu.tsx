import { ContextMenu as Radix } from 'radix-ui';
import type { MouseEvent, ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Kbd } from '../../../shared/ui/Kbd.js';
import type { Pane } from '../workspace/pane.js';
import { printedKeys, TERMINAL_SHORTCUTS, type TerminalAction } from '../workspace/shortcuts.js';
import { useTerminalActions } from './use-terminal-actions.js';

const GROUPS: readonly (readonly TerminalAction[])[] = [
  ['copy', 'paste'],
  ['find', 'clear'],
  ['splitRight', 'splitDown', 'duplicate'],
  ['settings', 'close'],
];

/** The right button's menu. A program that uses the mouse gets the button itself; Shift gives it back. */
export const PaneMenu = ({ pane, children }: { pane: Pane; children: ReactNode }) => {
  const t = useT();
  const actions = useTerminalActions();
  const onContextMenu = (event: MouseEvent) => {
    if (pane.screen.takesMouse && !event.shiftKey) event.preventDefault();
  };
  const item = (action: TerminalAction) => {
    const found = TERMINAL_SHORTCUTS.find((shortcut) => shortcut.action === action)!;
    return (
      <Radix.Item
        key={action}
        disabled={action === 'copy' && !pane.screen.terminal.hasSelection()}
        onSelect={() => actions[action]()}
        className="flex min-h-(--control-sm) items-center justify-between gap-6 rounded-md px-2.5 py-1 text-base outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
      >
        {t(found.label)}
        <span aria-hidden className="flex gap-1">
          {printedKeys(found.keys).map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      </Radix.Item>
    );
  };
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild onContextMenu={onContextMenu}>
        {children}
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          collisionPadding={8}
          // The terminal gets the keys back, not the element that was clicked.
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            pane.screen.focus();
          }}
          className="z-60 min-w-60 animate-pop-in rounded-lg border border-line bg-raised p-1 shadow-float"
        >
          {GROUPS.map((group, at) => (
            <Radix.Group key={group[0]}>
              {at > 0 && <Radix.Separator className="-mx-1 my-1 h-px bg-line" />}
              {group.map(item)}
            </Radix.Group>
          ))}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
};
