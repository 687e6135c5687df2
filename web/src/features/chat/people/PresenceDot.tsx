import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import type { Person } from '../session/chat-view.js';

const COLOURS = {
  online: 'bg-good border-good',
  away: 'bg-warn border-warn',
  busy: 'bg-bad border-bad',
  dnd: 'bg-bad border-bad',
};

const isStatus = (status: string): status is keyof typeof COLOURS => Object.hasOwn(COLOURS, status);

/** Decorative: the status stands beside it in words, or in the name of what it belongs to. */
export const PresenceDot = ({ status, className }: { status: string | undefined; className?: string }) => (
  <span
    aria-hidden
    className={cx(
      'inline-block size-2.5 shrink-0 rounded-full border-2',
      status !== undefined && isStatus(status) ? COLOURS[status] : 'border-line-strong',
      className,
    )}
  />
);

/** The state, and what the person says about it. */
export const useStatusText = ({ status, status_message }: Pick<Person, 'status' | 'status_message'>): string => {
  const t = useT();
  const label = t(status !== undefined && isStatus(status) ? `settings.${status}` : 'settings.offline');
  return status_message ? `${label} · ${status_message}` : label;
};
