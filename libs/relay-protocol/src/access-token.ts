import type { IncomingHttpHeaders } from 'node:http';

/** Carries the lease token on `/sdk/connect` and `/v1/sign` (lower case, as Node spells header names). */
export const ACCESS_TOKEN_HEADER = 'x-portal-access-token';

/** As it was shown, whatever it is. */
export const accessTokenOf = ({ [ACCESS_TOKEN_HEADER]: token }: IncomingHttpHeaders): string | undefined =>
  typeof token === 'string' ? token : undefined;
