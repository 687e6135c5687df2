import { useState, type KeyboardEvent, type RefObject } from 'react';
import type { ChatMessage } from '#libs/contracts';

interface RovingOptions {
  box: RefObject<HTMLElement | null>;
  messages: readonly ChatMessage[];
  scrollTo: (messageId: number) => void;
}

const STEPS: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10 };

/** Arrow keys go from message to message; Tab then reaches what can be done with it. */
export const useRovingMessage = ({ box, messages, scrollTo }: RovingOptions) => {
  const [activeId, setActive] = useState<number>();

  const focus = (id: number): void => {
    setActive(id);
    scrollTo(id);
    // After the row is on the page.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus());
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement)) return;
    const isOnMessage = target.dataset['message'] !== undefined;
    if (target !== box.current && !isOnMessage) return;
    if (key === 'Escape' && isOnMessage) {
      box.current?.focus();
      setActive(undefined);
      return;
    }
    const step = STEPS[key];
    if (step === undefined || messages.length === 0) return;
    event.preventDefault();
    const at = messages.findIndex(({ id }) => id === activeId);
    const next = at < 0 || !isOnMessage ? messages.length - 1 : Math.min(messages.length - 1, Math.max(0, at + step));
    focus(messages[next]!.id);
  };

  return { activeId, onKeyDown };
};
