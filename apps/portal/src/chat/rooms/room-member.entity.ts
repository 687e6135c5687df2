import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Room } from './room.entity.js';

export const MEMBER_ROLES = ['member', 'moderator'] as const;
export type MemberRole = (typeof MEMBER_ROLES)[number];

/** Who belongs to a private channel or a conversation, and who moderates a channel. */
@Entity('room_members')
@Index('room_members_user', ['userId'])
export class RoomMember {
  @ForeignKey(() => Room, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'room_id', type: 'integer' })
  roomId: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ type: 'varchar', length: 10, default: 'member' })
  role: MemberRole;

  /** No notifications from this conversation. */
  @Column({ type: 'boolean', default: false })
  muted: boolean;

  @CreateDateColumn({ name: 'added_at', type: 'timestamptz' })
  addedAt: Date;
}
