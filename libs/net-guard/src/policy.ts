import { networkInterfaces } from 'node:os';
import { classOf, inCidr, parseAddress, reachedBy, type AddressClass, type Cidr, type Ip } from './address.js';

/** Who dials: user connections, admin-defined services, the embedded browser, or the portal itself (webhooks, previews, storage). */
export type Scope = 'connections' | 'services' | 'browser' | 'outbound';

/** The switches open a class of addresses; `deny` closes ranges whatever else says, `allow` opens them whatever their class. */
export interface NetworkPolicy {
  loopback: boolean;
  linkLocal: boolean;
  /** RFC 1918, unique local and carrier-grade NAT addresses */
  private: boolean;
  allow: readonly Cidr[];
  deny: readonly Cidr[];
  /** From the environment. Only this list opens a metadata address, and only by naming it alone (/32 or /128). */
  environmentAllow?: readonly Cidr[];
}

/** Something the portal itself listens on or depends on: an address or a name; `0.0.0.0` and `::` mean all of this machine. */
export interface Endpoint {
  host: string;
  port: number;
}

export const CLOSED_POLICY: NetworkPolicy = { loopback: false, linkLocal: false, private: false, allow: [], deny: [] };

export type Verdict = { allowed: true } | { allowed: false; reason: AddressClass | 'denied' | 'own' | 'invalid' };

const ALLOWED: Verdict = { allowed: true };
const refused = (reason: Exclude<Verdict, { allowed: true }>['reason']): Verdict => ({ allowed: false, reason });

/** `address` is one a resolver or a socket gave, never what a person typed. */
export function judge(address: string, policy: NetworkPolicy): Verdict {
  const ip = parseAddress(address);
  if (!ip) return refused('invalid');
  const reached = reachedBy(ip);
  const listed = (ranges: readonly Cidr[]): boolean =>
    ranges.some((range) => reached.some((one) => inCidr(one, range)));
  const target = reached.at(-1)!;
  const kind = classOf(ip);
  const environmentAllow = policy.environmentAllow ?? [];

  if (listed(policy.deny)) return refused('denied');
  if (kind === 'unspecified' || kind === 'multicast' || kind === 'broadcast') return refused(kind);
  if (kind === 'metadata') {
    const isNamed = environmentAllow.some(
      ([network, prefix]) => prefix === bitsOf(network) && inCidr(target, [network, prefix]),
    );
    return isNamed ? ALLOWED : refused(kind);
  }
  if (kind === 'public' || listed(environmentAllow) || listed(policy.allow)) return ALLOWED;
  return kind !== 'reserved' && policy[kind] ? ALLOWED : refused(kind);
}

/** Whether `address` is the endpoint's `own` address. */
export function isSameEndpoint(address: string, own: string): boolean {
  const [ip, ownIp] = [parseAddress(address), parseAddress(own)];
  if (!ip || !ownIp) return false;
  return ownIp.range() === 'unspecified' ? isThisMachine(ip) : reachedBy(ip).some((one) => same(one, ownIp));
}

function isThisMachine(ip: Ip): boolean {
  const kind = classOf(ip);
  if (kind === 'loopback' || kind === 'unspecified') return true;
  const local = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return local.some(({ address }) => {
    const own = parseAddress(address.replace(/%.*$/, ''));
    return own !== undefined && reachedBy(ip).some((one) => same(one, own));
  });
}

const bitsOf = (address: Ip): number => (address.kind() === 'ipv4' ? 32 : 128);
const same = (a: Ip, b: Ip): boolean => inCidr(a, [b, bitsOf(b)]);
