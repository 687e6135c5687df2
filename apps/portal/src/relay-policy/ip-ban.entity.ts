import { CreateDateColumn, Entity, PrimaryColumn } from 'typeorm';

/** An address that may neither register nor serve. */
@Entity('relay_ip_bans')
export class RelayIpBan {
  /** Canonical; IPv4 where mapped into IPv6. */
  @PrimaryColumn({ type: 'varchar', length: 45 })
  ip: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
