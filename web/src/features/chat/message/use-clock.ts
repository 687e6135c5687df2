import { useMemo, useSyncExternalStore } from 'react';
import { language } from '../../../shared/i18n/language.js';

/** Hours and minutes as the reader's language writes them. */
export const useClock = (): ((iso: string) => string) => {
  const tag = useSyncExternalStore(language.subscribe, language.tag);
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(tag, { timeStyle: 'short' });
    return (iso) => format.format(Date.parse(iso));
  }, [tag]);
};
