import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process in the relay role. Its row goes when it stops, or when it has not been heard of for long. */
@Entity('relay_nodes')
export class RelayNode {
  /** Kept in its data folder: a restarted process is the same node. */
  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  /** Of its inner HTTP face, for the processes of the portal: `http://127.0.0.1:41234`. */
  @Column({ type: 'varchar', length: 255 })
  url: string;

  @Column({ type: 'jsonb' })
  capabilities: RelayCapabilities;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}

export interface RelayCapabilities {
  /** Where it takes TLS of clients and visitors. */
  sniPort: number;
  /** Whether it can carry UDP (a QUIC listener is open). */
  udp: boolean;
}
