import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** `timeout` ends by itself, `mute` when lifted (or at `until`); both keep somebody from writing. `ban` also keeps out. */
export const SANCTION_KINDS = ['timeout', 'mute', 'ban'] as const;
export type SanctionKind = (typeof SANCTION_KINDS)[number];

/** What moderators imposed; lifted and ended ones stay as history until the account goes. */
@Entity('sanctions')
@Index('sanctions_in_force', ['userId'], { where: '"lifted_at" IS NULL' })
export class Sanction {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** One channel, or null for all. No foreign key: channels do not know of sanctions, a channel that is gone hurts nobody. */
  @Column({ name: 'room_id', type: 'integer', nullable: true })
  roomId: number | null;

  @Column({ type: 'varchar', length: 8 })
  kind: SanctionKind;

  @Column({ type: 'varchar', length: 300, default: '' })
  reason: string;

  /** Null: until it is lifted. */
  @Column({ type: 'timestamptz', nullable: true })
  until: Date | null;

  /** Null: by an automatic rule. */
  @ForeignKey(() => User, { onDelete: 'SET NULL' })
  @Column({ name: 'created_by', type: 'integer', nullable: true })
  createdBy: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'lifted_at', type: 'timestamptz', nullable: true })
  liftedAt: Date | null;

  @Column({ name: 'lifted_by', type: 'integer', nullable: true })
  liftedBy: number | null;
}
