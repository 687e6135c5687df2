import { useEffect, useEffectEvent } from 'react';

/** What takes keys itself. */
const TAKES_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="group"][tabindex], [role="dialog"], [role="menu"]';
/** What space presses. */
const TAKES_SPACE = 'button, a, [role="button"], [role="radio"]';

/** Keys of the player, by `KeyboardEvent.key` in lower case, while nobody types and nothing is open. */
export const usePlayerKeys = (keys: Record<string, () => void>): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(TAKES_KEYS) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (event.key === ' ' && target?.closest(TAKES_SPACE)) return;
    const action = keys[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
};
