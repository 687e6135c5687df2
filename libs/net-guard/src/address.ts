import ipaddr from 'ipaddr.js';

/** `unspecified`, `multicast` and `broadcast` reach this machine or many at once: nothing can allow them. */
export type AddressClass =
  'public' | 'private' | 'loopback' | 'linkLocal' | 'metadata' | 'reserved' | 'unspecified' | 'multicast' | 'broadcast';

export type Ip = ipaddr.IPv4 | ipaddr.IPv6;
export type Cidr = readonly [network: Ip, prefixLength: number];

/** Where clouds hand out credentials; 168.63.129.16 (Azure) looks like any public address. */
const METADATA = [
  '169.254.169.0/24',
  '169.254.170.0/24',
  '169.254.42.42/32',
  '169.254.0.23/32',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  'fd00:42::42/128',
  'fe80::a9fe:a9fe/128',
].map(parseCidr);

/** IPv6 forms that carry an IPv4 address which the network, or the kernel, delivers to: range and offset of its four bytes. */
const EMBEDDED: [Cidr, number][] = [
  [parseCidr('::ffff:0:0:0/96'), 12],
  [parseCidr('::/96'), 12],
  [parseCidr('64:ff9b::/96'), 12],
  [parseCidr('2002::/16'), 2],
];

/** All of IPv6 that is routed publicly; what lies outside was never given out. */
const GLOBAL_UNICAST = parseCidr('2000::/3');

/** ISATAP interface identifiers (RFC 5214 §6.1), below any prefix. */
const ISATAP = /^0[02]005efe$/;

const CLASS_OF: Partial<Record<string, AddressClass>> = {
  unicast: 'public',
  private: 'private',
  uniqueLocal: 'private',
  carrierGradeNat: 'private',
  loopback: 'loopback',
  linkLocal: 'linkLocal',
  unspecified: 'unspecified',
  multicast: 'multicast',
  broadcast: 'broadcast',
};

/** Strict notation only (`127.1` and zone ids are refused); an IPv4-mapped address becomes the IPv4 address it is. */
export function parseAddress(text: string): Ip | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

/**
 * `10.0.0.0/8`, `fc00::/7`, or one address.
 * @throws RangeError
 */
export function parseCidr(text: string): Cidr {
  const [address = '', length, ...rest] = text.trim().split('/');
  const network = parseAddress(address);
  const bits = network?.kind() === 'ipv6' ? 128 : 32;
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
  if (!network || rest.length > 0 || !(prefix <= bits)) throw new RangeError(`Not an address or a CIDR range: ${text}`);
  return [network, prefix];
}

export const inCidr = (address: Ip, [network, prefix]: Cidr): boolean =>
  address.kind() === network.kind() && address.match(network as ipaddr.IPv4 & ipaddr.IPv6, prefix);

export const isMetadata = (address: Ip): boolean => METADATA.some((range) => inCidr(address, range));

/** The address itself and, for IPv6, the IPv4 address it would be delivered to. */
export function reachedBy(address: Ip): Ip[] {
  if (address.kind() === 'ipv4' || isNamed(address)) return [address];
  const bytes = address.toByteArray();
  const offset =
    EMBEDDED.find(([range]) => inCidr(address, range))?.[1] ??
    (ISATAP.test(Buffer.from(bytes.slice(8, 12)).toString('hex')) ? 12 : undefined);
  return offset === undefined ? [address] : [address, ipaddr.fromByteArray(bytes.slice(offset, offset + 4))];
}

export function classOf(address: Ip): AddressClass {
  if (isMetadata(address)) return 'metadata';
  const embedded = reachedBy(address)[1];
  if (embedded) return classOf(embedded);
  const kind = CLASS_OF[address.range()] ?? 'reserved';
  return kind === 'public' && address.kind() === 'ipv6' && !inCidr(address, GLOBAL_UNICAST) ? 'reserved' : kind;
}

/** `::` and `::1` lie in `::/96` and carry no IPv4 address. */
const isNamed = (address: Ip): boolean => ['unspecified', 'loopback'].includes(address.range());
