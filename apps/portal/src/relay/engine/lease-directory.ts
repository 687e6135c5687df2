/** What the relay must know of a lease to route it. */
export interface RoutedLease {
  /** `name:address` in lower case. */
  identityKey: string;
  hostname: string;
  /** Its public TCP port. */
  tcpPort: number | null;
  udpPort: number | null;
  /** Tells one registration of an identity from the next. */
  firstSeenAt: Date;
  expiresAt: Date;
}

/** Where leases are written down. Only those that have not expired are found. */
export interface LeaseSource {
  bySni(serverName: string): Promise<RoutedLease | null>;
  byIdentity(identityKey: string): Promise<RoutedLease | null>;
  withPorts(): Promise<RoutedLease[]>;
  /** Notes that its client is there. */
  touch(identityKey: string): Promise<void>;
}

interface Known {
  /** null: nobody has the name. */
  lease: RoutedLease | null;
  until: number;
}

/** How long a name nobody has is believed to stay so, unless a lease is told of. */
const UNKNOWN_MS = 1_000;
const MAX_NAMES = 20_000;
/** No identity has this key. */
const ANYBODY = '';

/**
 * The leases by name, as far as anybody asked. An answer holds until the lease would expire, or until something is
 * told of that identity: nobody else can have the name before, so none is ever routed to two.
 */
export class LeaseDirectory {
  private readonly names = new Map<string, Known>();
  private readonly asked = new Map<string, Promise<RoutedLease | null>>();
  /** What was told while an answer was under way, a set an answer. */
  private readonly underWay = new Set<Set<string>>();

  constructor(
    private readonly source: LeaseSource,
    private readonly now: () => number = Date.now,
  ) {}

  /** @throws whatever the source throws: what is not known is not routed */
  async bySni(serverName: string): Promise<RoutedLease | null> {
    const known = this.names.get(serverName);
    if (known && known.until > this.now()) return known.lease;
    return this.asked.get(serverName) ?? this.ask(serverName);
  }

  /** Something happened to the lease of this identity. */
  changed(identityKey: string): void {
    this.tell(identityKey);
    for (const [name, { lease }] of this.names)
      if (lease === null || lease.identityKey === identityKey) this.names.delete(name);
  }

  /** Changes may have been missed. */
  forget(): void {
    this.tell(ANYBODY);
    this.names.clear();
  }

  private tell(identityKey: string): void {
    this.asked.clear();
    for (const told of this.underWay) told.add(identityKey);
  }

  private ask(serverName: string): Promise<RoutedLease | null> {
    const told = new Set<string>();
    this.underWay.add(told);
    const answer = this.source.bySni(serverName).then((lease) => {
      // It may have ended since it was read.
      if (lease && (told.has(lease.identityKey) || told.has(ANYBODY))) return this.bySni(serverName);
      if (told.size === 0) this.keep(serverName, lease);
      return lease;
    });
    this.asked.set(serverName, answer);
    const done = (): void => {
      this.underWay.delete(told);
      if (this.asked.get(serverName) === answer) this.asked.delete(serverName);
    };
    answer.then(done, done);
    return answer;
  }

  private keep(serverName: string, lease: RoutedLease | null): void {
    if (this.names.size >= MAX_NAMES) this.names.clear();
    this.names.set(serverName, { lease, until: lease ? lease.expiresAt.getTime() : this.now() + UNKNOWN_MS });
  }
}
