import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Room } from '../rooms/room.entity.js';

/** One message of a room. A deleted one stays without its text until retention takes it, so that clients that were away learn of it. */
@Entity('messages')
@Index('messages_room', ['roomId', 'id'], { unique: true })
@Index('messages_room_rev', ['roomId', 'rev'])
@Index('messages_nonce', ['userId', 'nonce'], { unique: true, where: '"nonce" IS NOT NULL' })
@Index('messages_created', ['roomId', 'createdAt'])
@Index('messages_pinned', ['roomId'], { where: '"pinned_at" IS NOT NULL' })
@Index('messages_image', ['imageUrl'], { where: '"image_url" IS NOT NULL' })
@Index('messages_replies', ['replyTo'], { where: '"reply_to" IS NOT NULL' })
export class Message {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @ForeignKey(() => Room, { onDelete: 'CASCADE' })
  @Column({ name: 'room_id', type: 'integer' })
  roomId: number;

  /** The room's `seq` when it was written. */
  @Column({ type: 'bigint' })
  seq: string;

  /** The room's `seq` when it was last changed in any way. */
  @Column({ type: 'bigint' })
  rev: string;

  /** Null for what a webhook posted. */
  @Index('messages_user')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer', nullable: true })
  userId: number | null;

  /** The name a webhook gave itself. */
  @Column({ name: 'sender_name', type: 'varchar', length: 100, nullable: true })
  senderName: string | null;

  @Column({ type: 'boolean', default: false })
  anonymous: boolean;

  /** The text, sealed with the room's key for this row; null once deleted. */
  @Column({ type: 'bytea', nullable: true })
  body: Buffer | null;

  /** Path of an uploaded image. */
  @Column({ name: 'image_url', type: 'varchar', length: 200, nullable: true })
  imageUrl: string | null;

  @Column({ name: 'reply_to', type: 'bigint', nullable: true })
  replyTo: string | null;

  @Column({ type: 'integer', array: true, default: '{}' })
  mentions: number[];

  @Column({ name: 'mentions_here', type: 'boolean', default: false })
  mentionsHere: boolean;

  @Column({ name: 'pinned_at', type: 'timestamptz', nullable: true })
  pinnedAt: Date | null;

  @Column({ name: 'pinned_by', type: 'integer', nullable: true })
  pinnedBy: number | null;

  @Column({ name: 'edited_at', type: 'timestamptz', nullable: true })
  editedAt: Date | null;

  @Column({ name: 'deleted_at', type: 'timestamptz', nullable: true })
  deletedAt: Date | null;

  @Column({ name: 'deleted_by', type: 'integer', nullable: true })
  deletedBy: number | null;

  /** What the client called it: sent again, it is stored once. */
  @Column({ type: 'varchar', length: 64, nullable: true })
  nonce: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt: Date;
}
