import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** A pinned server key: one an entry and address. Goes with the connection or the service, or when forgotten. */
@Entity('host_keys')
@Unique('host_keys_owner_address', ['ownerKind', 'ownerId', 'host', 'port'])
export class HostKey {
  @PrimaryGeneratedColumn('identity')
  id: number;

  /** `connection`, `service`, and later whatever else keeps a server's key. */
  @Column({ name: 'owner_kind', type: 'varchar', length: 16 })
  ownerKind: string;

  @Column({ name: 'owner_id', type: 'varchar', length: 32 })
  ownerId: string;

  @Column({ type: 'varchar', length: 255 })
  host: string;

  @Column({ type: 'integer' })
  port: number;

  /** The key's type, `ssh-ed25519`; empty when only the fingerprint is known. */
  @Column({ type: 'varchar', length: 64 })
  algorithm: string;

  /** `SHA256:` and unpadded base64, as OpenSSH prints it. */
  @Column({ type: 'varchar', length: 64 })
  fingerprint: string;

  @CreateDateColumn({ name: 'pinned_at', type: 'timestamptz' })
  pinnedAt: Date;
}
