import { parseAddress } from './address.js';

const SITE_BYTES = 8;

/** The unit limits count by: an IPv4 address, or the /64 an IPv6 client can move about in. */
export const ipPrefix = (ip: string): string => {
  const address = parseAddress(ip.replace(/%.*$/, ''));
  if (!address) return 'unknown';
  if (address.kind() === 'ipv4') return address.toString();
  const site = address.toByteArray().slice(0, SITE_BYTES);
  return `${Buffer.from(site).toString('hex')}::/64`;
};
