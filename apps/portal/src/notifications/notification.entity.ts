import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Room } from '../chat/index.js';
import { User } from '../users/user.entity.js';

/** Something a user should know of; deleted by retention, or with the room it happened in. */
@Entity('notifications')
@Index('notifications_user', ['userId', 'id'])
@Index('notifications_cause', ['userId', 'cause'], { unique: true, where: '"cause" IS NOT NULL' })
@Index('notifications_room', ['roomId'], { where: '"room_id" IS NOT NULL' })
@Index('notifications_created', ['createdAt'])
export class Notification {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'varchar', length: 32 })
  type: string;

  /** JSON `{title, message, link}`, sealed (purpose `notifications`). */
  @Column({ type: 'bytea' })
  content: Buffer;

  /** What it is about (`message:17`, `dm:5`): the same is told once, or anew of a later message. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  cause: string | null;

  @ForeignKey(() => Room, { onDelete: 'CASCADE' })
  @Column({ name: 'room_id', type: 'integer', nullable: true })
  roomId: number | null;

  /** The message it tells of, or the last one. */
  @Column({ name: 'message_id', type: 'bigint', nullable: true })
  messageId: string | null;

  @Column({ name: 'read_at', type: 'timestamptz', nullable: true })
  readAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
