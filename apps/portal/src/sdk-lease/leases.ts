import { Injectable } from '@nestjs/common';
import { DataSource, type FindOptionsWhere, IsNull, LessThan, MoreThan, Not } from 'typeorm';
import { hostnameHash, normalizeHostname, ProtocolError } from '#libs/relay-protocol';
import { LeaseClock } from './lease-clock.js';
import { RelayLease } from './lease.entity.js';

export type ActiveLease = RelayLease;

/** How exact `last_seen_at` is: connections come many a second. */
const SEEN_MS = 1_000;

/** The leases that have not expired, as the tables have them. */
@Injectable()
export class Leases {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: LeaseClock,
  ) {}

  /** Whose name a TLS server name is: the public or the outer one, else the hashed one, else a wildcard of one label. */
  async bySni(serverName: string): Promise<ActiveLease | null> {
    const name = normalized(serverName);
    if (name === undefined) return null;
    const hash = hostnameHash(name);
    const wildcard = wildcardOf(name);
    const found = await this.find([
      { hostname: name },
      { routeHostname: name },
      { hostnameHash: hash },
      ...(wildcard ? [{ hostname: wildcard }] : []),
    ]);
    return (
      found.find((lease) => lease.hostname === name || lease.routeHostname === name) ??
      found.find((lease) => lease.hostnameHash === hash) ??
      found[0] ??
      null
    );
  }

  async byIdentity(identityKey: string): Promise<ActiveLease | null> {
    const [lease] = await this.find([{ identityKey }]);
    return lease ?? null;
  }

  /** Whose a public TCP port is. */
  async byTcpPort(tcpPort: number): Promise<ActiveLease | null> {
    const [lease] = await this.find([{ tcpPort }]);
    return lease ?? null;
  }

  withPorts(): Promise<ActiveLease[]> {
    return this.find([{ tcpPort: Not(IsNull()) }, { udpPort: Not(IsNull()) }]);
  }

  active(): Promise<ActiveLease[]> {
    return this.find([{}]);
  }

  /** Its client was heard of. */
  async touch(identityKey: string): Promise<void> {
    const now = this.clock.now();
    const lastSeenAt = LessThan(new Date(now.getTime() - SEEN_MS));
    await this.dataSource.manager.update(RelayLease, { identityKey, lastSeenAt }, { lastSeenAt: now });
  }

  private find(any: FindOptionsWhere<RelayLease>[]): Promise<ActiveLease[]> {
    const expiresAt = MoreThan(this.clock.now());
    return this.dataSource.manager.find(RelayLease, {
      where: any.map((which) => ({ ...which, expiresAt })),
      order: { identityKey: 'ASC' },
    });
  }
}

const normalized = (serverName: string): string | undefined => {
  try {
    return normalizeHostname(serverName);
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
};

/** `*.suffix`, where the suffix has a dot itself. */
const wildcardOf = (name: string): string | undefined => {
  const suffix = name.slice(name.indexOf('.') + 1);
  return suffix !== name && suffix.includes('.') ? `*.${suffix}` : undefined;
};
