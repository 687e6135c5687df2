import { invalidFields } from '#libs/contracts';

const ZONED = /[+-]\d\d(:?\d\d)?$|Z$/i;

/**
 * A moment of a query in ISO 8601; without a zone it is UTC, as specification A prints them.
 * @throws DomainError request.invalid — a form JavaScript does not read, or a year PostgreSQL does not store
 */
export const readMoment = (field: string, text: string | undefined): Date | undefined => {
  if (text === undefined) return undefined;
  const moment = new Date(text.includes('T') && !ZONED.test(text) ? `${text}Z` : text);
  const year = moment.getUTCFullYear();
  if (year >= 1 && year <= 9999) return moment;
  throw invalidFields([{ field, message: 'must be a moment like 2026-02-11T14:30:00Z' }]);
};
