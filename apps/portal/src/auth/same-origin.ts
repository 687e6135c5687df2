import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '#libs/contracts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/**
 * For requests signed in by cookie, which a browser also sends along for other sites: unsafe methods and WebSocket
 * upgrades must come from the portal's own pages. An origin is the portal's when it is that of `portalUrl` or names the
 * host the request went to (an http one not when the portal is https).
 * @throws DomainError request.forgery
 */
export const requireSameOrigin = (
  { method, headers }: { method: string; headers: IncomingHttpHeaders },
  portalUrl: URL | undefined,
): void => {
  const isUpgrade = headers.upgrade?.toLowerCase() === 'websocket';
  if (SAFE_METHODS.includes(method) && !isUpgrade) return;

  const site = headers['sec-fetch-site'];
  const isForeignSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const isOwn = headers.origin === undefined ? site === 'same-origin' && !isUpgrade : isOwnOrigin(headers, portalUrl);
  if (isForeignSite || !isOwn) throw new DomainError('request.forgery');
};

const isOwnOrigin = ({ origin, host }: IncomingHttpHeaders, portalUrl: URL | undefined): boolean => {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const { protocol, host: originHost, origin: normalized } = new URL(origin);
  if (normalized === portalUrl?.origin) return true;
  const isDowngrade = protocol === 'http:' && portalUrl?.protocol === 'https:';
  return originHost === host?.toLowerCase() && !isDowngrade;
};
