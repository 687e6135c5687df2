import { LIMITS } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../../shared/ui/form-errors.js';
import type { NewPoll } from '../session/chat-view.js';

export interface PollValues {
  question: string;
  options: string[];
  allow_multiple: boolean;
  anonymous_votes: boolean;
  /** Minutes as text; empty for a poll without an end. */
  duration: string;
}

export const EMPTY_POLL: PollValues = {
  question: '',
  options: ['', ''],
  allow_multiple: false,
  anonymous_votes: false,
  duration: '',
};

/** Offered ends, in minutes. */
export const DURATIONS = [15, 60, 4 * 60, 24 * 60, 3 * 24 * 60, LIMITS.poll.maxMinutes] as const;

/** Messages by field: `question`, `options.0` and so on. */
export const checkPoll = ({ question, options }: PollValues, t: Translate): FieldErrors => {
  const texts = options.map((option) => option.trim());
  const errors: FieldErrors = question.trim() ? {} : { question: t('common.required') };
  texts.forEach((option, index) => {
    // Blank ones beyond those every poll needs are left out.
    if (!option && index < LIMITS.poll.minOptions) errors[`options.${index}`] = t('common.required');
    if (option && texts.indexOf(option) < index) errors[`options.${index}`] = t('polls.sameOption');
  });
  return errors;
};

export const pollToSend = ({ question, options, duration, ...choices }: PollValues): NewPoll => ({
  ...choices,
  question: question.trim(),
  options: options.map((option) => option.trim()).filter(Boolean),
  ...(duration && { duration: Number(duration) }),
});
