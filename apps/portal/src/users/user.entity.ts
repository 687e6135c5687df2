import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '#libs/contracts';

/** How a person shows up in chat. */
export interface Avatar {
  color: string | null;
  emoji: string | null;
  initials: string | null;
}

/** An account. Deleted by an administrator; everything that belongs to it goes with the row (foreign keys cascade). */
@Entity('users')
@Index('users_username_lower', { synchronize: false })
export class User {
  @PrimaryGeneratedColumn('identity')
  id: number;

  /** Unique without regard to case (`users_username_lower`). */
  @Column({ type: 'varchar', length: 32 })
  username: string;

  /** argon2id in PHC form; null for accounts that only sign in through a provider or a passkey. */
  @Column({ name: 'password_hash', type: 'text', nullable: true })
  passwordHash: string | null;

  @Column({ type: 'varchar', length: 16, default: 'user' })
  role: Role;

  /** Which services the account may open (`access:` scopes, comma-separated). */
  @Column({ type: 'text', default: 'access:*' })
  scopes: string;

  @Column({ name: 'disabled_at', type: 'timestamptz', nullable: true })
  disabledAt: Date | null;

  @Column({ type: 'varchar', length: 32, nullable: true })
  nickname: string | null;

  @Column({ type: 'jsonb', nullable: true })
  avatar: Avatar | null;

  @Column({ type: 'varchar', length: 16, default: 'offline' })
  status: string;

  @Column({ name: 'status_message', type: 'varchar', length: 100, nullable: true })
  statusMessage: string | null;

  @Column({ type: 'boolean', default: false })
  anonymous: boolean;

  /** Sealed (purpose `totp`); set by the setup, in force once `totpEnabledAt` is. */
  @Column({ name: 'totp_secret', type: 'bytea', nullable: true })
  totpSecret: Buffer | null;

  @Column({ name: 'totp_enabled_at', type: 'timestamptz', nullable: true })
  totpEnabledAt: Date | null;

  /** The last accepted 30 s step: a code is good once (RFC 6238 §5.2). */
  @Column({ name: 'totp_last_step', type: 'integer', nullable: true })
  totpLastStep: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'last_seen_at', type: 'timestamptz', nullable: true })
  lastSeenAt: Date | null;
}
