import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Who registered lately: one account an address in 24 h. Older rows go by the sweep. */
@Entity('registrations')
export class Registration {
  /** The address, an IPv6 one cut to its /64. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  ip: string;

  @Column({ name: 'registered_at', type: 'timestamptz' })
  registeredAt: Date;
}
