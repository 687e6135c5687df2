import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was decided of an identity, whether it has a lease now or not. */
@Entity('relay_identity_policies')
export class IdentityPolicy {
  /** `name:address` in lower case. */
  @PrimaryColumn({ name: 'identity_key', type: 'varchar', length: 110 })
  identityKey: string;

  @Column({ name: 'is_banned', type: 'boolean', default: false })
  isBanned: boolean;

  @Column({ name: 'is_denied', type: 'boolean', default: false })
  isDenied: boolean;

  @Column({ name: 'is_approved', type: 'boolean', default: false })
  isApproved: boolean;

  /** Bytes a second over all its connections and both directions; 0 for no limit. */
  @Column({ type: 'bigint', default: 0, transformer: { to: (value: number) => value, from: Number } })
  bps: number;
}
