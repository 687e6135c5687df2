import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A person's saved entry to a remote machine. Deleted by its owner or with the account. */
@Entity('connections')
export class Connection {
  /** 16 or more URL-safe random characters. */
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id: string;

  @Index('connections_user_id')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 32 })
  type: string;

  @Column({ type: 'varchar', length: 255 })
  host: string;

  @Column({ type: 'integer' })
  port: number;

  /** Without the secret fields. */
  @Column({ type: 'jsonb', default: {} })
  config: Record<string, unknown>;

  /** JSON of the secret fields, sealed (purpose `connections`). */
  @Column({ type: 'bytea', nullable: true })
  secrets: Buffer | null;

  /** Names of the secret fields that are set, so that showing an entry opens nothing. */
  @Column({ name: 'secret_fields', type: 'text', array: true, default: '{}' })
  secretFields: string[];

  /** Grows with every change of the entry: an update names the one it merged with. */
  @Column({ type: 'integer', default: 1 })
  revision: number;

  @Column({ type: 'text', array: true, default: '{}' })
  tags: string[];

  @Column({ name: 'is_pinned', type: 'boolean', default: false })
  isPinned: boolean;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;
}
