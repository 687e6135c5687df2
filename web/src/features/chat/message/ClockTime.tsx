import { useFormat } from '../../../shared/i18n/format.js';
import { cx } from '../../../shared/ui/classes.js';
import { useClock } from './use-clock.js';

/** The time of day; the date when one points at it. */
export const ClockTime = ({ time, className }: { time: string; className?: string }) => {
  const format = useFormat();
  const clock = useClock();
  return (
    <time dateTime={time} title={format.dateTime(time)} className={cx('text-xs text-ink-3 tabular-nums', className)}>
      {clock(time)}
    </time>
  );
};
