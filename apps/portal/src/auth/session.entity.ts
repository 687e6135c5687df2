import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** A sign-in. Its id is the token's `jti`; revoking deletes the row. Rows past `expiresAt` go by the nightly sweep. */
@Entity('sessions')
export class Session {
  /** 22 URL-safe characters. */
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id: string;

  @Index('sessions_user_id')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt: Date | null;

  @Column({ type: 'varchar', length: 64 })
  ip: string;

  @Column({ name: 'user_agent', type: 'varchar', length: 255 })
  userAgent: string;

  /** How the sign-in was made: password, passkey or oidc. */
  @Column({ type: 'varchar', length: 16 })
  method: string;
}
