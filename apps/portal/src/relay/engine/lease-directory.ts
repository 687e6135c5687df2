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
  byTcpPort(port: number): Promise<RoutedLease | null>;
  byIdentity(identityKey: string): Promise<RoutedLease | null>;
}

interface Known {
  /** null: nobody has the name. */
  lease: RoutedLease | null;
  until: number;
}

/** How long a name nobody has is believed to stay so, unless a lease is told of. */
const UNKNOWN_MS = 1_000;
/** How long a token is believed to be of a lease that is there: its client shows it with every visitor. */
const SHOWN_MS = 100;
const MAX_PLACES = 20_000;
type Reading = () => Promise<RoutedLease | null>;
type Holding = (lease: RoutedLease | null, now: number) => number;

/** No identity has this key. */
const ANYBODY = '';

export interface LeaseDirectoryOptions {
  /** Whether changes are told of. While they are not, nothing that was read before is believed. */
  isHearing?: () => boolean;
  now?: () => number;
}

/**
 * The leases by name, port and token, as far as anybody asked. An answer holds until the lease would expire at most, or
 * until something is told of that identity: nobody else can have the name before, so none is ever routed to two.
 */
export class LeaseDirectory {
  private readonly places = new Map<string, Known>();
  private readonly asked = new Map<string, Promise<RoutedLease | null>>();
  /** What was told while an answer was under way, a set an answer. */
  private readonly underWay = new Set<Set<string>>();
  private readonly isHearing: () => boolean;
  private readonly now: () => number;

  constructor(
    private readonly source: LeaseSource,
    { isHearing = () => true, now = Date.now }: LeaseDirectoryOptions = {},
  ) {
    this.isHearing = isHearing;
    this.now = now;
  }

  /** @throws whatever the source throws: what is not known is not routed */
  bySni(serverName: string): Promise<RoutedLease | null> {
    return this.find(serverName, () => this.source.bySni(serverName), publicUntil);
  }

  /** @throws whatever the source throws */
  byTcpPort(port: number): Promise<RoutedLease | null> {
    // No server name has a colon.
    return this.find(`:${port}`, () => this.source.byTcpPort(port), publicUntil);
  }

  /**
   * The lease of an identity whose client shows this token: after registering anew it shows another one.
   * @throws whatever the source throws
   */
  byToken(accessToken: string, identityKey: string): Promise<RoutedLease | null> {
    return this.find(`:${accessToken}`, () => this.source.byIdentity(identityKey), shownUntil);
  }

  /** Something happened to the lease of this identity. */
  changed(identityKey: string): void {
    this.tell(identityKey);
    for (const [place, { lease }] of this.places)
      if (lease === null || lease.identityKey === identityKey) this.places.delete(place);
  }

  /** Changes may have been missed. */
  forget(): void {
    this.tell(ANYBODY);
    this.places.clear();
  }

  private tell(identityKey: string): void {
    this.asked.clear();
    for (const told of this.underWay) told.add(identityKey);
  }

  private async find(place: string, read: Reading, holdsUntil: Holding): Promise<RoutedLease | null> {
    const known = this.places.get(place);
    if (known && known.until > this.now() && this.isHearing()) return known.lease;
    return this.asked.get(place) ?? this.ask(place, read, holdsUntil);
  }

  private ask(place: string, read: Reading, holdsUntil: Holding): Promise<RoutedLease | null> {
    const told = new Set<string>();
    this.underWay.add(told);
    const answer = read().then((lease) => {
      // It may have ended since it was read.
      if (lease && (told.has(lease.identityKey) || told.has(ANYBODY))) return this.find(place, read, holdsUntil);
      if (told.size === 0 && this.isHearing()) this.keep(place, { lease, until: holdsUntil(lease, this.now()) });
      return lease;
    });
    this.asked.set(place, answer);
    const done = (): void => {
      this.underWay.delete(told);
      if (this.asked.get(place) === answer) this.asked.delete(place);
    };
    answer.then(done, done);
    return answer;
  }

  private keep(place: string, known: Known): void {
    if (known.until <= this.now()) return;
    if (this.places.size >= MAX_PLACES) this.places.clear();
    this.places.set(place, known);
  }
}

const publicUntil: Holding = (lease, now) => lease?.expiresAt.getTime() ?? now + UNKNOWN_MS;
/** That there is none is asked again each time: it may be registered any moment. */
const shownUntil: Holding = (lease, now) => Math.min(lease?.expiresAt.getTime() ?? 0, now + SHOWN_MS);
