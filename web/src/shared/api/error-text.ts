import { ERRORS, type ErrorCode } from '#libs/contracts';
import type { Translate } from '../i18n/catalogue.js';
import { ApiError } from './api-error.js';

/** The sentence a person reads for a failure, in their language. */
export const errorText = (error: unknown, t: Translate): string => {
  if (!(error instanceof ApiError)) return t('errors.internal');
  if (error.code === 'rate.exceeded' && error.retryAfterSeconds) return waitText(error.retryAfterSeconds, t);
  return t(`errors.${error.code}`);
};

const waitText = (seconds: number, t: Translate): string =>
  seconds < 90 ? t('wait.seconds', { count: seconds }) : t('wait.minutes', { count: Math.ceil(seconds / 60) });

/** The same for a code that came without its error, in the address after a provider's refusal for instance. */
export const codeText = (code: string, t: Translate): string =>
  t(`errors.${Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'internal'}`);
