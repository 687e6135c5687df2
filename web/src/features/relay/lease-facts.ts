import type { AdministeredLease, ListedLease, RelayFacts } from './relay-types.js';

export type LeaseState = 'banned' | 'ipBanned' | 'denied' | 'waiting' | 'online' | 'idle';

/** The one thing to know of a lease: what keeps visitors out, else whether it can take one. */
export const leaseState = (
  lease: Pick<AdministeredLease, 'is_banned' | 'is_ip_banned' | 'is_denied' | 'is_approved' | 'ready' | 'connections'>,
): LeaseState => {
  if (lease.is_banned) return 'banned';
  if (lease.is_denied) return 'denied';
  if (!lease.is_approved) return 'waiting';
  if (lease.is_ip_banned) return 'ipBanned';
  return lease.ready > 0 || lease.connections > 0 ? 'online' : 'idle';
};

/** Where a lease is reached; nowhere for a pattern of names. */
export const publicUrl = (hostname: string, { url }: Pick<RelayFacts, 'url'>): string | undefined => {
  if (hostname.includes('*')) return undefined;
  const { port } = new URL(url);
  return `https://${hostname}${port && `:${port}`}/`;
};

/** `0x5aAe…BeAed`: enough to compare by eye. */
export const shortAddress = (address: string): string =>
  address.length > 14 ? `${address.slice(0, 6)}…${address.slice(-5)}` : address;

/** The addresses a client is known by. */
export const addressesOf = ({ client_ip, reported_ip }: Pick<AdministeredLease, 'client_ip' | 'reported_ip'>) =>
  [...new Set([client_ip, reported_ip])].filter((ip) => ip !== '');

/** Those whose texts have every word, and that carry the tag; the ones that can be visited first. */
export const arrangeLeases = <L extends Pick<ListedLease, 'name' | 'hostname' | 'metadata' | 'ready'>>(
  leases: readonly L[],
  { search, tag }: { search: string; tag?: string | undefined },
): L[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = leases.filter(({ name, hostname, metadata: { description = '', owner = '', tags = [] } }) => {
    const text = [name, hostname, description, owner, ...tags].join('\n').toLowerCase();
    return words.every((word) => text.includes(word)) && (tag === undefined || tags.includes(tag));
  });
  const isUp = ({ ready }: L): number => (ready > 0 ? 1 : 0);
  return found.sort((a, b) => isUp(b) - isUp(a) || byName(a, b));
};

const { compare } = new Intl.Collator('en', { numeric: true });

/** As people count: `blog-8` before `blog-16`. */
export const byName = (a: { name: string }, b: { name: string }): number => compare(a.name, b.name);

/** The most common tags first. */
export const tagsOf = (leases: readonly Pick<ListedLease, 'metadata'>[], max: number): string[] => {
  const counts = new Map<string, number>();
  for (const { metadata } of leases)
    for (const tag of new Set(metadata.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort(([a, many], [b, more]) => more - many || a.localeCompare(b))
    .slice(0, max)
    .map(([tag]) => tag);
};
