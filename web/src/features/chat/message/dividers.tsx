import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';

const DAY_MS = 86_400_000;

/** Between two days. */
export const DayLine = ({ time }: { time: string }) => {
  const t = useT();
  const format = useFormat();
  const days = daysAgo(time);
  const text = days === 0 ? t('chat.today') : days === 1 ? t('chat.yesterday') : format.date(time);
  return (
    <div className="flex items-center gap-3 px-4 pt-4 pb-1">
      <span aria-hidden className="h-px grow bg-line" />
      <h3 className="text-xs font-medium text-ink-2">{text}</h3>
      <span aria-hidden className="h-px grow bg-line" />
    </div>
  );
};

/** Above the first message that was not read when the room was opened. */
export const UnreadLine = () => {
  const t = useT();
  return (
    <div className="flex items-center gap-2 px-4 pt-2">
      <span aria-hidden className="h-px grow bg-bad" />
      <p className="rounded-sm bg-bad px-1.5 text-xs font-semibold text-on-bad">{t('chat.newMessages')}</p>
    </div>
  );
};

/** 0, 1, or more than that. */
const daysAgo = (time: string): number => {
  const day = new Date(time).toDateString();
  return [0, 1].find((days) => day === new Date(Date.now() - days * DAY_MS).toDateString()) ?? 2;
};
