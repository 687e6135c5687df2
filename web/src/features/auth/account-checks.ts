import { LIMITS } from '#libs/contracts';
import type { Translate } from '../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';

const USERNAME = /^[A-Za-z0-9._-]+$/;

/** What a new account's name and password must look like; the server checks again. */
export const checkAccount = (
  { username, password }: { username: string; password: string },
  t: Translate,
): FieldErrors => {
  const { min, max } = LIMITS.username;
  const isNameFine = username.length >= min && username.length <= max && USERNAME.test(username);
  return {
    ...(!isNameFine && { username: t('auth.usernameHint', { min, max }) }),
    ...(password.length < LIMITS.password.min && { password: t('common.tooShort', { count: LIMITS.password.min }) }),
  };
};
