import { Column, Entity, PrimaryColumn } from 'typeorm';

export const APPROVAL_MODES = ['auto', 'manual'] as const;
export type ApprovalMode = (typeof APPROVAL_MODES)[number];

/** What the relay's administrators decided: one row; none before they did. */
@Entity('relay_settings')
export class RelaySettings {
  @PrimaryColumn({ type: 'smallint', default: 1 })
  id: number;

  @Column({ name: 'approval_mode', type: 'varchar', length: 6 })
  approvalMode: ApprovalMode;

  @Column({ name: 'udp_enabled', type: 'boolean' })
  udpEnabled: boolean;

  /** 0 for no limit. */
  @Column({ name: 'udp_max_leases', type: 'integer' })
  udpMaxLeases: number;

  @Column({ name: 'tcp_enabled', type: 'boolean' })
  tcpEnabled: boolean;

  /** 0 for no limit. */
  @Column({ name: 'tcp_max_leases', type: 'integer' })
  tcpMaxLeases: number;

  @Column({ name: 'landing_page', type: 'boolean' })
  landingPage: boolean;
}
