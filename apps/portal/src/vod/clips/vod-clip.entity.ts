import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

export type ClipState = 'waiting' | 'running' | 'done' | 'failed';

/** A span of recordings that is made into a file of its own at the owner's storage. Goes with its owner. */
@Entity('vod_clips')
@Index('vod_clips_user', ['userId', 'id'])
export class VodClip {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** Below the storage's root, in the order they follow one another. */
  @Column({ type: 'jsonb' })
  files: string[];

  /** Milliseconds from the beginning of the first file. */
  @Column({ name: 'from_ms', type: 'integer' })
  fromMs: number;

  @Column({ name: 'to_ms', type: 'integer' })
  toMs: number;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 8, default: 'waiting' })
  state: ClipState;

  /** Percent. */
  @Column({ type: 'smallint', default: 0 })
  progress: number;

  /** Below the storage's root, once it is there. */
  @Column({ type: 'varchar', length: 300, nullable: true })
  file: string | null;

  /** A code of the error table: why it failed. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  error: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
