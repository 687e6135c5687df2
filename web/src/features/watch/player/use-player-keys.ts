import { useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { type PageCommand, useOfferCommands } from '../../../shared/page-commands.js';
import { PLAYER_KEYS, type PlayerAction } from './player-keys.js';

/** What takes keys itself. */
const TAKES_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="slider"], [role="group"][tabindex], [role="dialog"], [role="menu"]';
/** What space presses. */
const TAKES_SPACE = 'button, a, [role="button"], [role="radio"]';

const NONE: readonly PageCommand[] = [];

/**
 * What the player does, by its keys while nobody types and nothing is open, and by the command palette while there is
 * something to play.
 */
export const usePlayerKeys = (actions: Record<PlayerAction, () => void>, isPlayable: boolean): void => {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  const commands = useMemo(
    () =>
      PLAYER_KEYS.map(({ action, label, printed }): PageCommand => ({
        id: `player-${action}`,
        label,
        keys: [printed],
        run: () => latest.current[action](),
      })),
    [],
  );
  useOfferCommands(isPlayable ? commands : NONE);

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(TAKES_KEYS) || document.querySelector('[role="dialog"], [role="menu"]')) return;
    if (event.key === ' ' && target?.closest(TAKES_SPACE)) return;
    const found = PLAYER_KEYS.find(({ keys }) => keys.includes(event.key.toLowerCase()));
    if (!found) return;
    event.preventDefault();
    actions[found.action]();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
};
