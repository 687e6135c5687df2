/** Put in place by the build; a run from the sources has none. */
declare const PORTAL_TUNNEL_VERSION: string | undefined;

export const VERSION = typeof PORTAL_TUNNEL_VERSION === 'string' ? PORTAL_TUNNEL_VERSION : '0.0.0-source';
export const USER_AGENT = `portal-tunnel/${VERSION}`;
