import { ArrowDownIcon, ArrowUpIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { bytesText } from '../../sessions/bytes-text.js';
import type { AdministeredLease } from '../relay-types.js';

/** Both directions: how fast now, and how much since the relay started. */
export const TrafficCell = ({ lease: { bytes_in, bytes_out, rate } }: { lease: AdministeredLease }) => (
  <span className="inline-grid gap-0.5 text-sm whitespace-nowrap tabular-nums">
    <Direction isOut={false} total={bytes_in} rate={rate?.in ?? 0} />
    <Direction isOut total={bytes_out} rate={rate?.out ?? 0} />
  </span>
);

const Direction = ({ isOut, total, rate }: { isOut: boolean; total: number; rate: number }) => {
  const t = useT();
  const amount = bytesText(total);
  const speed = bytesText(Math.round(rate));
  const Arrow = isOut ? ArrowUpIcon : ArrowDownIcon;
  return (
    <span className="grid grid-cols-[1rem_4.5rem_4rem] items-center text-right sm:grid-cols-[1rem_4.5rem] lg:grid-cols-[1rem_5rem_4rem]">
      <Arrow aria-hidden className="text-ink-3" />
      <span aria-hidden className={rate >= 1 ? 'text-ink' : 'text-ink-3'}>
        {t('relay.perSecond', { amount: speed })}
      </span>
      <span aria-hidden className="text-ink-3 sm:max-lg:hidden">
        {amount}
      </span>
      <span className="sr-only">
        {isOut ? t('relay.toVisitors', { amount, rate: speed }) : t('relay.fromVisitors', { amount, rate: speed })}
      </span>
    </span>
  );
};
