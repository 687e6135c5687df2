import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Something a user should know of; deleted by retention. */
@Entity('notifications')
@Index('notifications_user', ['userId', 'id'])
@Index('notifications_cause', ['userId', 'cause'], { unique: true, where: '"cause" IS NOT NULL' })
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

  /** What it is about (`message:17`): the same is told once. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  cause: string | null;

  @Column({ name: 'read_at', type: 'timestamptz', nullable: true })
  readAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
