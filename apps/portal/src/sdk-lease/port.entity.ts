import { Column, Entity, PrimaryColumn } from 'typeorm';

export type PortKind = 'tcp' | 'udp';

/** A public port that a lease has, or had a moment ago. */
@Entity('relay_ports')
export class RelayPort {
  @PrimaryColumn({ type: 'varchar', length: 3 })
  kind: PortKind;

  @PrimaryColumn({ type: 'integer' })
  port: number;

  /** Of the lease; the port comes back to it first. */
  @Column({ type: 'varchar', length: 63 })
  name: string;

  /** Whose lease has it; null while it is only kept for the name. */
  @Column({ name: 'identity_key', type: 'varchar', length: 110, nullable: true })
  identityKey: string | null;

  /** Until when it is kept for the name. */
  @Column({ name: 'reserved_until', type: 'timestamptz', nullable: true })
  reservedUntil: Date | null;
}
