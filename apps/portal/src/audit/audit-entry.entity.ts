import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Who did what to whom. Only retention deletes; names are kept as they were, for accounts that are gone. */
@Entity('audit_entries')
@Index('audit_entries_created', ['createdAt'])
export class AuditEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  /** Null: an automatic rule, a job. */
  @Index('audit_entries_actor')
  @ForeignKey(() => User, { onDelete: 'SET NULL' })
  @Column({ name: 'actor_id', type: 'integer', nullable: true })
  actorId: number | null;

  @Column({ name: 'actor_name', type: 'varchar', length: 32 })
  actorName: string;

  /** `noun.verb`, past tense: `message.deleted`, `user.banned`. */
  @Column({ type: 'varchar', length: 64 })
  action: string;

  @Index('audit_entries_target')
  @Column({ name: 'target_user_id', type: 'integer', nullable: true })
  targetUserId: number | null;

  @Column({ name: 'target_name', type: 'varchar', length: 100, nullable: true })
  targetName: string | null;

  @Column({ name: 'room_id', type: 'integer', nullable: true })
  roomId: number | null;

  /** JSON, sealed (purpose `audit`): may quote what was said. */
  @Column({ type: 'bytea', nullable: true })
  details: Buffer | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
