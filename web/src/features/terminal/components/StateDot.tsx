import { cx } from '../../../shared/ui/classes.js';
import type { TerminalStateName } from '../session/terminal-state.js';

const LOOKS: Record<TerminalStateName, string> = {
  connecting: 'bg-warn animate-pulse',
  authenticating: 'bg-warn animate-pulse',
  asking: 'bg-warn',
  live: 'bg-good',
  lagging: 'bg-warn',
  reconnecting: 'bg-warn animate-pulse',
  refused: 'bg-bad',
  ended: 'bg-transparent ring-1 ring-current ring-inset',
};

/** Decorative: the status line says the same in words. */
export const StateDot = ({ state }: { state: TerminalStateName }) => (
  <span aria-hidden className={cx('size-2 shrink-0 rounded-full', LOOKS[state])} />
);
