import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { RelayDescriptor } from '#libs/relay-protocol';

/** Another relay, by the last descriptor it signed. */
@Entity('relay_peers')
export class RelayPeer {
  /** Of the key that signs, in lower case. */
  @PrimaryColumn({ type: 'varchar', length: 42 })
  address: string;

  @Index('relay_peers_url', { unique: true })
  @Column({ type: 'varchar', length: 300 })
  url: string;

  @Column({ type: 'jsonb' })
  descriptor: RelayDescriptor;

  /** Named by the operator: never evicted. */
  @Column({ name: 'is_pinned', type: 'boolean', default: false })
  isPinned: boolean;

  @Column({ name: 'issued_at', type: 'timestamptz' })
  issuedAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Index('relay_peers_seen')
  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}
