import { useMemo, useSyncExternalStore } from 'react';
import { language } from './language.js';

const STEPS: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

/** "3 minutes ago", "in 2 days"; under a minute counts as now. */
export const relativeTime = (iso: string, tag: string, now = Date.now()): string => {
  const seconds = (Date.parse(iso) - now) / 1000;
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, 'second');
};

export interface Format {
  date(iso: string): string;
  dateTime(iso: string): string;
  ago(iso: string): string;
  number(value: number): string;
}

export const useFormat = (): Format => {
  const tag = useSyncExternalStore(language.subscribe, language.tag);
  return useMemo(() => {
    const date = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
    const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
    const number = new Intl.NumberFormat(tag);
    return {
      date: (iso) => date.format(Date.parse(iso)),
      dateTime: (iso) => dateTime.format(Date.parse(iso)),
      ago: (iso) => relativeTime(iso, tag),
      number: (value) => number.format(value),
    };
  }, [tag]);
};
