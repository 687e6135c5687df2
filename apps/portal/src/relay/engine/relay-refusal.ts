import { type DomainError, type ErrorRow, ERRORS } from '#libs/contracts';

/** Specification B's envelope of a failure. */
export const relayRefusal = ({ code, message }: DomainError) => {
  const row: ErrorRow = ERRORS[code];
  return { ok: false, error: { code: row.relay ?? 'internal', message } };
};
