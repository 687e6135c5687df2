import type { Translate } from '../i18n/catalogue.js';

type Words = (t: Translate, ...found: string[]) => string;

/** What the portal answers about a field, without the field's name, and how a person reads it. */
const MESSAGES: readonly [message: RegExp, words: Words][] = [
  [/^must be longer than or equal to 1 characters$/, (t) => t('common.required')],
  [/^must be longer than or equal to (\d+) characters$/, (t, min) => t('common.tooShort', { count: Number(min) })],
  [/^must be shorter than or equal to (\d+) characters$/, (t, max) => t('common.tooLong', { count: Number(max) })],
  [
    /^must be longer than or equal to (\d+) and shorter than or equal to (\d+) characters$/,
    (t, min = '', max = '') => t('fields.lengthBetween', { minimum: min, maximum: max }),
  ],
  [/^must be a string$/, (t) => t('fields.text')],
  [/^must be an? (integer|whole) number$/, (t) => t('common.notANumber')],
  [/^must not be less than (-?\d+)$/, (t, minimum = '') => t('common.tooSmall', { minimum: Number(minimum) })],
  [/^must not be greater than (-?\d+)$/, (t, maximum = '') => t('common.tooBig', { maximum: Number(maximum) })],
  [/^must be a boolean value$/, (t) => t('fields.yesOrNo')],
  [/^must be an array$/, (t) => t('fields.list')],
  [/^must be an object$/, (t) => t('fields.object')],
  [/^must contain at least (\d+) elements$/, (t, min) => t('fields.minItems', { count: Number(min) })],
  [/^must contain no more than (\d+) elements$/, (t, max) => t('fields.maxItems', { count: Number(max) })],
  [/^must be one of the following values: (.+)$/, (t, values = '') => t('fields.oneOf', { values })],
  [/^must be a valid ISO 8601 date string$/, (t) => t('fields.moment')],
  [/^must not contain NUL or half a surrogate pair$/, (t) => t('fields.storable')],
  [/^has the wrong form$/, (t) => t('fields.form')],
  [/^must be a colour like /, (t) => t('fields.colour')],
  [/^must be one or two letters or digits$/, (t) => t('fields.initials')],
  [/^must have 2 to 32 letters, digits, spaces or dashes/, (t) => t('fields.nickname')],
  [/^may have letters, digits, dots, dashes and underscores/, (t) => t('fields.username')],
  [/^must be a SHA256 fingerprint/, (t) => t('fields.fingerprint')],
  [/^is an absolute path$/, (t) => t('fields.absolutePath')],
  [/^must be a path like (\S+)$/, (t, example = '') => t('fields.path', { example })],
  [/^must be one emoji$/, (t) => t('fields.emoji')],
  [/^must not be the user name$/, (t) => t('fields.notUsername')],
  [/^is among the most common passwords/, (t) => t('fields.commonPassword')],
  [/^must name at least one scope$/, (t) => t('fields.scope')],
  [/^has unknown scopes: (.+)$/, (t, values = '') => t('fields.unknownScopes', { values })],
  [/^must be a name or an address, without/, (t) => t('fields.host')],
  [/^must be an address or a CIDR range$/, (t) => t('fields.range')],
  [/^(must be given for .*|is required|must not be empty)$/, (t) => t('common.required')],
  [/^may have lowercase letters, digits and hyphens/, (t) => t('fields.channelName')],
  [/^must be a domain like (\S+)$/, (t, example = '') => t('fields.domain', { example })],
  [/^must name at least one domain$/, (t) => t('fields.noDomain')],
  [/^must have a letter, a digit or a sign$/, (t) => t('fields.noWord')],
  [/^are too large$/, (t) => t('fields.patternsTooLarge')],
  [/^must name somebody else$/, (t) => t('fields.somebodyElse')],
  [/^must be a moment like /, (t) => t('fields.moment')],
];

/**
 * In the person's language where it is one of the common messages, else as the portal said it. `field` is the path of
 * the field the message may begin with.
 */
export const fieldMessage = (message: string, field: string, t: Translate): string => {
  const own = withoutName(message, field);
  for (const [pattern, words] of MESSAGES) {
    const found = pattern.exec(own);
    if (found) return words(t, ...found.slice(1));
  }
  return own.charAt(0).toUpperCase() + own.slice(1);
};

/** "username must be longer…" reads better below its label as "Must be longer…". */
const withoutName = (message: string, field: string): string => {
  const name = field.slice(field.lastIndexOf('.') + 1);
  const own = message.replace(/^each value in \S+ /, '');
  return own.startsWith(`${name} `) ? own.slice(name.length + 1) : own;
};
