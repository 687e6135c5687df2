import { ApiError } from '../api/api-error.js';
import type { Translate } from '../i18n/catalogue.js';
import { fieldMessage } from './field-message.js';

/** First message by field name; a missing or undefined one means the field is fine. */
export type FieldErrors = Partial<Record<string, string>>;

export const hasErrors = (errors: FieldErrors): boolean => Object.values(errors).some(Boolean);

export interface SplitErrors {
  /** First message by field path, for the fields the form shows. */
  fields: FieldErrors;
  /** Messages about fields the form does not show. */
  others: string[];
}

/**
 * Puts the messages of a 400 beside the fields they are about. A message about `config.username` belongs to the field
 * of that name, or to `config` if the form treats it as one.
 */
export const splitErrors = (error: unknown, shown: readonly string[], t: Translate): SplitErrors => {
  const split: SplitErrors = { fields: {}, others: [] };
  if (!(error instanceof ApiError)) return split;
  for (const { field, message } of error.fields) {
    const home = shown.find((name) => field === name) ?? shown.find((name) => field.startsWith(`${name}.`));
    const words = fieldMessage(message, field, t);
    if (home === undefined) split.others.push(field ? `${field}: ${words}` : words);
    else split.fields[home] ??= words;
  }
  return split;
};

/** The messages of an object's own fields: `config.username` becomes `username`. */
export const errorsBelow = (parent: string, errors: FieldErrors): FieldErrors =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(`${parent}.`) ? [[path.slice(parent.length + 1), message]] : [],
    ),
  );
