import { LIMITS } from '#libs/contracts';
import { Text } from '../boundary/fields.js';

const USERNAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** The name of an account to be made. Two names that differ in case only are the same. */
export const Username = (): PropertyDecorator =>
  Text({
    ...LIMITS.username,
    pattern: USERNAME,
    hint: 'may have letters, digits, dots, dashes and underscores, and starts with a letter or a digit',
    example: 'ada',
  });

export const isUsername = (name: string): boolean =>
  name.length >= LIMITS.username.min && name.length <= LIMITS.username.max && USERNAME.test(name);
