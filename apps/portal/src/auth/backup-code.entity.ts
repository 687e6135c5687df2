import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** One-time codes for a lost authenticator. Replaced as a set; gone when two-factor is disabled. */
@Entity('backup_codes')
export class BackupCode {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('backup_codes_user_id')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** HMAC-SHA256 under a key of the server: the codes are too short for a bare hash. */
  @Column({ name: 'code_hash', type: 'bytea' })
  codeHash: Buffer;

  @Column({ name: 'used_at', type: 'timestamptz', nullable: true })
  usedAt: Date | null;
}
