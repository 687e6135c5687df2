import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, MoreThan } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ADVISORY_LOCKS } from '#libs/database';
import { type Identity, identityKeyOf, type LeaseMetadata, RELAY_LIMITS } from '#libs/relay-protocol';
import { RelayPolicy } from '../relay-policy/index.js';
import type { EchRouting } from './ech-routing.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseNews } from './lease-news.js';
import { RelayLease } from './lease.entity.js';
import { takePort } from './port-pool.js';
import { type PortKind, RelayPort } from './port.entity.js';

export interface LeaseClaim extends EchRouting {
  identity: Identity;
  hostname: string;
  metadata: LeaseMetadata;
  clientIp: string;
  reportedIp: string | null;
  expiresAt: Date;
  kinds: readonly PortKind[];
}

export type LeaseRenewed = Pick<RelayLease, 'clientIp' | 'expiresAt'> &
  Partial<Pick<RelayLease, 'reportedIp' | 'metadata'>>;

const CAPACITY = { tcp: 'lease.tcp_capacity', udp: 'lease.udp_capacity' } as const;
const PORT_COLUMN = { tcp: 'tcp_port', udp: 'udp_port' } as const;

/** Deletes the leases a condition names and keeps their ports for their names until $1; answers whose they were. */
const endingWhere = (condition: string): string =>
  `WITH gone AS (
     DELETE FROM relay_leases WHERE identity_key IN (SELECT identity_key FROM relay_leases WHERE ${condition})
     RETURNING identity_key),
   freed AS (
     UPDATE relay_ports SET identity_key = NULL, reserved_until = $1
       FROM gone WHERE relay_ports.identity_key = gone.identity_key)
   SELECT identity_key FROM gone`;

/** The only writer of leases and of their ports. Every process is told of what it does. */
@Injectable()
export class LeaseRegistry {
  constructor(
    private readonly dataSource: DataSource,
    private readonly policy: RelayPolicy,
    private readonly config: PortalConfig,
    private readonly news: LeaseNews,
    private readonly clock: LeaseClock,
  ) {}

  /**
   * A lease in place of the identity's own and of expired ones that had its names. Over all processes, whoever claims the
   * same name or a port waits for the others.
   * @throws DomainError lease.(tcp|udp)_ports, lease.hostname_conflict, lease.(tcp|udp)_capacity
   */
  async take(claim: LeaseClaim): Promise<RelayLease> {
    return this.dataSource.transaction((tx) => this.replace(claim, tx));
  }

  /** False when there is no such lease any more. */
  async renew(identityKey: string, changes: LeaseRenewed): Promise<boolean> {
    const now = this.clock.now();
    const { affected } = await this.dataSource.manager.update(
      RelayLease,
      { identityKey, expiresAt: MoreThan(now) },
      { ...changes, lastSeenAt: now },
    );
    return affected === 1;
  }

  /** False when there was no such lease any more. */
  async unregister(identityKey: string): Promise<boolean> {
    const now = this.clock.now();
    const ended = await this.dataSource.transaction((tx) =>
      this.end('identity_key = $2 AND expires_at > $3', [identityKey, now], now, tx),
    );
    return ended.length > 0;
  }

  /** Undoes `take`, unless the identity has registered again. Nobody gets its ports for a while: they could not be opened. */
  async takeBack(lease: RelayLease): Promise<void> {
    const now = this.clock.now();
    const { identityKey, firstSeenAt } = lease;
    await this.dataSource.transaction(async (tx) => {
      const own = await this.end('identity_key = $2 AND first_seen_at = $3', [identityKey, firstSeenAt], now, tx);
      for (const kind of own.length > 0 ? KINDS : []) {
        const port = lease[`${kind}Port`];
        if (port !== null) await tx.update(RelayPort, { kind, port }, { name: '' });
      }
    });
  }

  /** Ends up to `limit` expired leases, but for those another process is at; answers how many. */
  async expire(limit: number): Promise<number> {
    const now = this.clock.now();
    const condition = 'expires_at <= $2 ORDER BY identity_key LIMIT $3 FOR UPDATE SKIP LOCKED';
    const ended = await this.dataSource.transaction((tx) => this.end(condition, [now, limit], now, tx));
    return ended.length;
  }

  private async replace(claim: LeaseClaim, tx: EntityManager): Promise<RelayLease> {
    const { identity, kinds, ...columns } = claim;
    const identityKey = identityKeyOf(identity);
    const names = [claim.hostname, ...(claim.routeHostname ? [claim.routeHostname] : [])];
    await lock(ADVISORY_LOCKS.leaseName, names, tx);
    await lock(ADVISORY_LOCKS.leasePorts, kinds, tx);

    const now = this.clock.now();
    const condition = `identity_key = $2 OR (expires_at <= $3 AND (hostname = ANY($4) OR route_hostname = ANY($4)))
      ORDER BY identity_key FOR UPDATE`;
    await this.end(condition, [identityKey, now, names], now, tx);
    const lease: RelayLease = {
      ...identity,
      ...columns,
      ...{ identityKey, firstSeenAt: now, lastSeenAt: now, tcpPort: null, udpPort: null },
    };
    const range = { min: this.config.get('MIN_PORT'), max: this.config.get('MAX_PORT') };
    for (const kind of kinds) {
      lease[`${kind}Port`] = await takePort(kind, { name: identity.name, identityKey }, range, now, tx);
    }
    await requireFree(names, tx);
    for (const kind of kinds) await this.requireRoom(kind, now, tx);
    await tx.insert(RelayLease, lease);
    await this.news.tell([identityKey], tx);
    return lease;
  }

  private async end(condition: string, values: unknown[], now: Date, tx: EntityManager): Promise<string[]> {
    const reservedUntil = new Date(now.getTime() + RELAY_LIMITS.portReservedMs);
    const ended = (await tx.query(endingWhere(condition), [reservedUntil, ...values])) as { identity_key: string }[];
    const identityKeys = ended.map(({ identity_key: identityKey }) => identityKey);
    await this.news.tell(identityKeys, tx);
    return identityKeys;
  }

  private async requireRoom(kind: PortKind, now: Date, tx: EntityManager): Promise<void> {
    const { udp, tcp_port: tcp } = this.policy.settings();
    const { max_leases: max } = { tcp, udp }[kind];
    if (max === 0) return;
    const [held] = (await tx.query(
      `SELECT count(*)::int AS leases FROM relay_leases WHERE ${PORT_COLUMN[kind]} IS NOT NULL AND expires_at > $1`,
      [now],
    )) as [{ leases: number }];
    if (held.leases >= max) throw new DomainError(CAPACITY[kind]);
  }
}

const KINDS: readonly PortKind[] = ['tcp', 'udp'];

/** One lock a text until the transaction ends, always in the same order: two that want the same two never wait for each other. */
const lock = async (purpose: number, texts: readonly string[], tx: EntityManager): Promise<void> => {
  await tx.query(
    `SELECT pg_advisory_xact_lock($1, hash) FROM (
       SELECT DISTINCT hashtext(text) AS hash FROM unnest($2::text[]) AS text ORDER BY hash) AS hashes`,
    [purpose, texts],
  );
};

/** What is left of others has not expired. @throws DomainError lease.hostname_conflict */
const requireFree = async (names: readonly string[], tx: EntityManager): Promise<void> => {
  const [held] = (await tx.query(
    'SELECT 1 FROM relay_leases WHERE hostname = ANY($1) OR route_hostname = ANY($1) LIMIT 1',
    [names],
  )) as unknown[];
  if (held) throw new DomainError('lease.hostname_conflict');
};
