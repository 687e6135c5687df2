import type { IncomingHttpHeaders } from 'node:http';
import { ExtractJwt } from 'passport-jwt';

export const SESSION_COOKIE = 'portal_session';
export const API_KEY_PREFIX = 'portal_';

/** The parts of a request or an upgrade that say who is calling. */
export interface CredentialSource {
  method: string;
  ip: string;
  headers: IncomingHttpHeaders;
  query: URLSearchParams;
}

export type PresentedCredential =
  | { kind: 'session'; token: string; cookie: boolean }
  | { kind: 'api-key'; key: string }
  | { kind: 'ticket'; ticket: string };

/** No credential of ours is longer. */
const MAX_CREDENTIAL_CHARS = 4096;

const bearerOf = ExtractJwt.fromAuthHeaderAsBearerToken();

/** What was presented on purpose goes before the cookie, which a browser sends along anyway: ticket, bearer, `?token=`, cookie. */
export const presentedCredential = (
  { headers, query }: CredentialSource,
  { tickets }: { tickets: boolean },
): PresentedCredential | null => {
  const ticket = tickets ? query.get('ticket') : null;
  if (ticket) return { kind: 'ticket', ticket: limited(ticket) };

  const token = bearerOf({ headers }) ?? query.get('token');
  if (token) {
    return token.startsWith(API_KEY_PREFIX)
      ? { kind: 'api-key', key: limited(token) }
      : { kind: 'session', token: limited(token), cookie: false };
  }
  const cookie = cookieOf(headers.cookie, SESSION_COOKIE);
  return cookie ? { kind: 'session', token: limited(cookie), cookie: true } : null;
};

/** The first cookie of this name (RFC 6265 §4.2.1). */
export const cookieOf = (header: string | undefined, name: string): string | undefined =>
  header
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1);

const limited = (credential: string): string => (credential.length <= MAX_CREDENTIAL_CHARS ? credential : '');
