import type { KeyboardEvent, ReactNode } from 'react';
import { useMediaQuery } from '../../../shared/ui/use-media-query.js';
import { actionOf, isLeaveKey } from '../workspace/shortcuts.js';
import { useTerminalActions } from './use-terminal-actions.js';
import { useVisibleBox } from './use-visible-box.js';

/**
 * The page's box. On a desk it takes what the shell leaves and never grows with its content; on a phone it covers the
 * part of the screen that the virtual keyboard leaves, whatever the browser does with the page behind it.
 */
export const TerminalFrame = ({ children }: { children: ReactNode }) => {
  const actions = useTerminalActions();
  const isNarrow = useMediaQuery('(max-width: 767px)');
  const box = useVisibleBox(isNarrow);

  const onKeyDown = (event: KeyboardEvent) => {
    const action = isLeaveKey(event.nativeEvent) ? 'leave' : actionOf(event.nativeEvent);
    // The browser turns the chord itself into a paste event, which carries the text without a permission.
    if (!action || action === 'paste') return;
    event.preventDefault();
    event.stopPropagation();
    actions[action]();
  };
  return (
    <div
      role="presentation"
      onKeyDown={onKeyDown}
      style={box && { position: 'fixed', left: 0, right: 0, top: box.top, height: box.height }}
      className="z-30 flex min-h-0 grow basis-0 flex-col overflow-hidden bg-surface max-md:overscroll-none [contain:size] max-md:[contain:none]"
    >
      {children}
    </div>
  );
};
