import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from './user.entity.js';

/** An SSH key pair made here. The private half is kept only when its owner asked for it. */
@Entity('ssh_keys')
export class SshKey {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('ssh_keys_user_id')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ name: 'key_type', type: 'varchar', length: 16 })
  keyType: string;

  @Column({ name: 'public_key', type: 'text' })
  publicKey: string;

  @Column({ type: 'varchar', length: 64 })
  fingerprint: string;

  /** Sealed (purpose `ssh-keys`), for connections that sign in with it; null unless stored on request. */
  @Column({ name: 'private_key', type: 'bytea', nullable: true })
  privateKey: Buffer | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
