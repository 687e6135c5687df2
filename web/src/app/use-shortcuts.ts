import { useEffect, useEffectEvent } from 'react';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** How the command key is called on this machine. */
export const COMMAND_KEY = isApple ? '⌘' : 'Ctrl';

const SEQUENCE_MS = 1200;

/** Terminals and remote screens need every key; what lies inside gets them all but the palette's second chord. */
const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-takes-keys], .xterm') !== null;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

export interface Shortcuts {
  openPalette: () => void;
  /** By one key (`?`, `n`, `/`) or two in a row (`g d`). */
  keys: Record<string, () => void>;
}

/**
 * Ctrl-K or Cmd-K opens the palette; inside a terminal, where Ctrl-K belongs to the shell, Ctrl-Shift-P does.
 * Single keys work while nobody types and no dialog is open.
 */
export const useShortcuts = ({ openPalette, keys }: Shortcuts): void => {
  const onKey = useEffectEvent((event: KeyboardEvent, prefix: { key: string; at: number }) => {
    const key = event.key.toLowerCase();
    const isChord = isApple ? event.metaKey : event.ctrlKey;
    if (isChord && ((key === 'k' && (isApple || !takesKeys(event.target))) || (key === 'p' && event.shiftKey))) {
      event.preventDefault();
      event.stopPropagation();
      openPalette();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (takesKeys(event.target) || isTyping(event.target) || document.querySelector('[role="dialog"], [role="menu"]'))
      return;
    const pair = event.timeStamp - prefix.at < SEQUENCE_MS ? keys[`${prefix.key} ${key}`] : undefined;
    const action = pair ?? keys[key];
    Object.assign(prefix, pair ? { key: '', at: 0 } : { key, at: event.timeStamp });
    if (!action) return;
    event.preventDefault();
    action();
  });

  useEffect(() => {
    const prefix = { key: '', at: 0 };
    const listen = (event: KeyboardEvent) => onKey(event, prefix);
    // Capturing, because a focused terminal stops the event on its way up.
    addEventListener('keydown', listen, { capture: true });
    return () => removeEventListener('keydown', listen, { capture: true });
  }, []);
};
