import { Injectable } from '@nestjs/common';
import { type LeaseStats, LeaseTraffic } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { type ActiveLease, Leases } from '../sdk-lease/index.js';
import type { AdministeredLease, ListedLease } from './directory.dto.js';

/** A lease without a waiting session that has not been heard of for as long is no longer shown. */
const STALE_MS = 3 * 60_000;

const IDLE: Omit<LeaseStats, 'identityKey'> = { ready: 0, connections: 0, bytesIn: 0, bytesOut: 0 };

type Known = readonly [lease: ActiveLease, traffic: typeof IDLE];

/** The leases of this moment, as visitors and as administrators see them. */
@Injectable()
export class LeaseList {
  private reading: Promise<Known[]> | undefined;

  constructor(
    private readonly leases: Leases,
    private readonly traffic: LeaseTraffic,
    private readonly policy: RelayPolicy,
  ) {}

  /** What anybody may know of. */
  async listed(): Promise<ListedLease[]> {
    return (await this.public()).map(listedOf);
  }

  /** The lease anybody may know of that serves a host name. */
  async find(hostname: string): Promise<ListedLease | undefined> {
    const wildcard = hostname.replace(/^[^.]*/, '*');
    const leases = await this.listed();
    return leases.find((lease) => lease.hostname === hostname) ?? leases.find((lease) => lease.hostname === wildcard);
  }

  /** Hidden and refused ones too. */
  async administered(): Promise<AdministeredLease[]> {
    return (await this.known()).map(([lease, traffic]) => {
      const { isApproved, isBanned, isDenied, bps } = this.policy.of(lease.identityKey);
      const addresses = [lease.clientIp, lease.reportedIp ?? ''];
      return {
        ...listedOf([lease, traffic]),
        identity_key: lease.identityKey,
        address: lease.address,
        bps,
        client_ip: lease.clientIp,
        reported_ip: lease.reportedIp ?? '',
        is_approved: isApproved,
        is_banned: isBanned,
        is_denied: isDenied,
        is_ip_banned: addresses.some((ip) => ip !== '' && this.policy.isIpBanned(ip)),
        connections: traffic.connections,
        bytes_in: traffic.bytesIn,
        bytes_out: traffic.bytesOut,
      };
    });
  }

  private async public(): Promise<Known[]> {
    const staleBefore = Date.now() - STALE_MS;
    return (await this.known()).filter(
      ([lease, { ready }]) =>
        !lease.metadata.hide &&
        this.policy.isRoutable(lease.identityKey) &&
        (ready > 0 || lease.lastSeenAt.getTime() > staleBefore),
    );
  }

  /** Whoever asks while it is read gets the same answer. */
  private known(): Promise<Known[]> {
    return (this.reading ??= this.read().finally(() => (this.reading = undefined)));
  }

  private async read(): Promise<Known[]> {
    const [leases, traffic] = await Promise.all([this.leases.active(), this.traffic.of()]);
    return leases.map((lease) => [lease, traffic.get(lease.identityKey) ?? IDLE]);
  }
}

const listedOf = ([lease, { ready }]: Known): ListedLease => ({
  name: lease.name,
  expires_at: lease.expiresAt.toISOString(),
  first_seen_at: lease.firstSeenAt.toISOString(),
  last_seen_at: lease.lastSeenAt.toISOString(),
  hostname: lease.hostname,
  udp_enabled: lease.udpPort !== null,
  tcp_enabled: lease.tcpPort !== null,
  tcp_addr: lease.tcpPort === null ? '' : `${lease.hostname}:${lease.tcpPort}`,
  metadata: lease.metadata,
  ready,
});
