import { DomainError } from '#libs/contracts';
import { canonicalHost } from '#libs/net-guard';

/** Where and as what to publish. `name` is a secret. */
export interface RtmpAddress {
  isSecure: boolean;
  host: string;
  port: number;
  app: string;
  name: string;
  /** The address without the name. */
  url: string;
}

const DEFAULT_PORT = 1935;
const DEFAULT_SECURE_PORT = 443;

/**
 * Of an ingest address and a stream key. Without a key the last part of the path is it.
 * @throws DomainError target.invalid
 */
export const rtmpAddress = (address: string, key: string): RtmpAddress => {
  if (!URL.canParse(address)) throw new DomainError('target.invalid');
  const { protocol, hostname, port: told, pathname, search } = new URL(address);
  const isSecure = protocol === 'rtmps:';
  if (!isSecure && protocol !== 'rtmp:') throw new DomainError('target.invalid');
  const path = pathname.split('/').filter(Boolean);
  const name = key || path.pop();
  if (!name || path.length === 0) throw new DomainError('target.invalid');
  const host = canonicalHost(hostname);
  const port = told ? Number(told) : isSecure ? DEFAULT_SECURE_PORT : DEFAULT_PORT;
  const app = path.join('/') + search;
  return { isSecure, host, port, app, name, url: `${protocol}//${hostname}${told ? `:${told}` : ''}/${app}` };
};
