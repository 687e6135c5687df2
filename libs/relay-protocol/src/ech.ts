import { createHash } from 'node:crypto';
import { normalizeHostname, normalizeName } from './identity.js';
import { RELAY_LIMITS } from './limits.js';

/**
 * Encrypted ClientHello (RFC 9849) at a relay that cannot open it: callers send the lease's outer `route_hostname`, or
 * the real name, which the relay knows as a hash. Generation 7 on.
 */

const HASH_CONTEXT = 'portal hostname hash v1\0';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base64url of SHA-256 over context ‖ hostname. @throws ProtocolError invalid_request */
export const hostnameHash = (hostname: string): string =>
  createHash('sha256').update(HASH_CONTEXT).update(normalizeHostname(hostname)).digest('base64url');

/** Whether standard base64 holds length (2) ‖ that many bytes, 4096 at most; what they say is the client's business. */
export function isEchConfigList(base64: string): boolean {
  if (base64.length > Math.ceil(RELAY_LIMITS.echConfigList / 3) * 4 || !BASE64.test(base64)) return false;
  const bytes = Buffer.from(base64, 'base64');
  return bytes.length > 2 && bytes.length <= RELAY_LIMITS.echConfigList && bytes.readUInt16BE(0) === bytes.length - 2;
}

/** Whether `host` is one normalised label below `rootHost`. */
export function isRouteHostname(host: string, rootHost: string): boolean {
  if (!host.endsWith(`.${rootHost}`)) return false;
  const label = host.slice(0, -rootHost.length - 1);
  try {
    return normalizeName(label) === label;
  } catch {
    return false;
  }
}
