import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LeaseMetadata } from '#libs/relay-protocol';

/**
 * A public name that an identity holds for a while. What makes it its own is the unique index: whoever inserts the same
 * host name takes the row over only when it is that identity's or has expired.
 */
@Entity('relay_leases')
export class RelayLease {
  /** `name:address` in lower case. */
  @PrimaryColumn({ name: 'identity_key', type: 'varchar', length: 110 })
  identityKey: string;

  @Column({ type: 'varchar', length: 63 })
  name: string;

  /** EIP-55. */
  @Column({ type: 'varchar', length: 42 })
  address: string;

  @Index('relay_leases_hostname', { unique: true })
  @Column({ type: 'varchar', length: 253 })
  hostname: string;

  /** Outer name of an ECH tenant. */
  @Index('relay_leases_route', { unique: true })
  @Column({ name: 'route_hostname', type: 'varchar', length: 253, nullable: true })
  routeHostname: string | null;

  /** Of `hostname`, as an ECH tenant names it. */
  @Index('relay_leases_hash', { unique: true })
  @Column({ name: 'hostname_hash', type: 'varchar', length: 43, nullable: true })
  hostnameHash: string | null;

  @Column({ name: 'ech_config_list', type: 'text', nullable: true })
  echConfigList: string | null;

  @Column({ type: 'jsonb' })
  metadata: LeaseMetadata;

  @Column({ name: 'tcp_port', type: 'integer', nullable: true })
  tcpPort: number | null;

  @Column({ name: 'udp_port', type: 'integer', nullable: true })
  udpPort: number | null;

  @Column({ name: 'client_ip', type: 'varchar', length: 45 })
  clientIp: string;

  @Column({ name: 'reported_ip', type: 'varchar', length: 45, nullable: true })
  reportedIp: string | null;

  @Column({ name: 'first_seen_at', type: 'timestamptz' })
  firstSeenAt: Date;

  @Column({ name: 'last_seen_at', type: 'timestamptz' })
  lastSeenAt: Date;

  @Index('relay_leases_expiry')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
