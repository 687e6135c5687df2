import { isIP } from 'node:net';
import { DomainError } from '#libs/contracts';

/** Longest DNS name in text (RFC 1035 §2.3.4), without the root's dot. */
const MAX_NAME_CHARS = 253;
const MAX_LABEL_CHARS = 63;

export interface Target {
  host: string;
  port: number;
}

/**
 * The host as every later step sees it: an IP literal in canonical form without brackets, or a lower-case ASCII name. Reads
 * the way browsers do (WHATWG URL, host parsing), so `0x7f.1` and full-width digits are the addresses they stand for.
 * @throws DomainError target.invalid
 */
export function canonicalHost(host: string): string {
  const invalid = (): DomainError =>
    new DomainError('target.invalid', { details: { host: host.slice(0, MAX_NAME_CHARS) } });
  const isBareIpv6 = isIP(host) === 6;
  if (host.length > 4 * MAX_NAME_CHARS || /[\s\p{Cc}/\\?#@%]/u.test(host)) throw invalid();
  if (!isBareIpv6 && host.includes(':') && !/^\[[^[\]]*\]$/.test(host)) throw invalid();
  let name: string;
  try {
    name = new URL(`http://${isBareIpv6 ? `[${host}]` : host}/`).hostname;
  } catch {
    throw invalid();
  }
  const literal = name.replace(/^\[(.*)\]$/, '$1');
  if (isIP(literal)) return literal;
  const labels = name.replace(/\.$/, '').split('.');
  if (name.length > MAX_NAME_CHARS + 1 || labels.some((label) => label.length < 1 || label.length > MAX_LABEL_CHARS)) {
    throw invalid();
  }
  return name;
}

/** @throws DomainError target.invalid */
export function requirePort(port: number): void {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new DomainError('target.invalid', { details: { port }, text: 'The port must be between 1 and 65535.' });
  }
}
