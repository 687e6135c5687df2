import type { Translate } from '../../shared/i18n/catalogue.js';

const HOUR = 60;
const DAY = 24 * HOUR;

/** Whole days, else whole hours, else minutes. */
export const durationText = (minutes: number, t: Translate): string => {
  if (minutes % DAY === 0) return t('moderation.days', { count: minutes / DAY });
  if (minutes % HOUR === 0) return t('moderation.hours', { count: minutes / HOUR });
  return t('moderation.minutes', { count: minutes });
};
