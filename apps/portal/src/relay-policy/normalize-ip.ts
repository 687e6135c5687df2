import { parseAddress } from '#libs/net-guard';

/** An address as bans compare it: canonical, IPv4 where mapped into IPv6, without a zone. Null for what is none. */
export const normalizeIp = (text: string): string | null =>
  parseAddress(text.trim().replace(/%[\w.-]+$/, ''))?.toString() ?? null;
