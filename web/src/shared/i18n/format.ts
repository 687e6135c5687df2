import { useMemo, useSyncExternalStore } from 'react';
import { language } from './language.js';
import { relativeTime } from './relative-time.js';

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
