import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

export type RoomKind = 'channel' | 'direct' | 'group';
export type Visibility = 'public' | 'private';
export type RoomMode = 'open' | 'readonly';

/** Where messages are: a channel, or a conversation between two or more. Deleting the row deletes all that was said, with its key. */
@Entity('rooms')
@Index('rooms_channel_name', { synchronize: false })
@Index('rooms_direct', ['directKey'], { unique: true, where: '"direct_key" IS NOT NULL' })
export class Room {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'varchar', length: 8 })
  kind: RoomKind;

  /** Of a channel: unique without regard to case (`rooms_channel_name`). Of a group: free, or none. */
  @Column({ type: 'varchar', length: 100, nullable: true })
  name: string | null;

  @Column({ type: 'varchar', length: 500, default: '' })
  description: string;

  @Column({ type: 'varchar', length: 8, default: 'private' })
  visibility: Visibility;

  @Column({ type: 'varchar', length: 8, default: 'open' })
  mode: RoomMode;

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault: boolean;

  @Column({ name: 'is_stream_channel', type: 'boolean', default: false })
  isStreamChannel: boolean;

  /** The two users of a direct conversation, smaller id first (`3:17`): a pair has one. */
  @Column({ name: 'direct_key', type: 'varchar', length: 24, nullable: true })
  directKey: string | null;

  /** Sealed (purpose `rooms`): the key all of the room's texts are sealed with. */
  @Column({ name: 'data_key', type: 'bytea' })
  dataKey: Buffer;

  /** How many changes there were; each change has the next number, in the order of their commits. */
  @Column({ type: 'bigint', default: 0 })
  seq: string;

  @Column({ name: 'last_message_id', type: 'bigint', nullable: true })
  lastMessageId: string | null;

  @Column({ name: 'last_message_at', type: 'timestamptz', nullable: true })
  lastMessageAt: Date | null;

  @ForeignKey(() => User, { onDelete: 'SET NULL' })
  @Column({ name: 'created_by', type: 'integer', nullable: true })
  createdBy: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
