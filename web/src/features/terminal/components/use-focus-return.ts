import { useEffect } from 'react';
import type { Workspace } from '../workspace/workspace.js';

/** On a touch screen the focus would bring up the keyboard. */
const isDesk = matchMedia('(pointer: fine)');

/**
 * A dialog or menu that nobody opened by a button (the palette, a sheet of shortcuts) leaves the focus nowhere when it
 * goes. On this page it belongs to the terminal.
 */
export const useFocusReturn = (workspace: Workspace): void => {
  useEffect(() => {
    const give = (): void => {
      const isNowhere = document.activeElement === document.body && isDesk.matches;
      if (isNowhere && !document.querySelector('[role="dialog"], [role="menu"]')) workspace.focused?.screen.focus();
    };
    // Such layers are children of the body.
    const observer = new MutationObserver(() => requestAnimationFrame(give));
    observer.observe(document.body, { childList: true });
    return () => observer.disconnect();
  }, [workspace]);
};
