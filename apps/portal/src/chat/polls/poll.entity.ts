import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Message } from '../messages/message.entity.js';

/** A question asked with a message; goes with it. */
@Entity('polls')
@Index('polls_message', ['messageId'], { unique: true })
@Index('polls_closing', ['closesAt'], { where: '"closed_at" IS NULL AND "closes_at" IS NOT NULL' })
export class Poll {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @ForeignKey(() => Message, { onDelete: 'CASCADE' })
  @Column({ name: 'message_id', type: 'bigint' })
  messageId: string;

  /** JSON `{question, options}`, sealed with the room's key for this row. */
  @Column({ type: 'bytea' })
  content: Buffer;

  @Column({ name: 'option_count', type: 'smallint' })
  optionCount: number;

  @Column({ name: 'allow_multiple', type: 'boolean' })
  allowMultiple: boolean;

  @Column({ name: 'anonymous_votes', type: 'boolean' })
  anonymousVotes: boolean;

  @Column({ name: 'closes_at', type: 'timestamptz', nullable: true })
  closesAt: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;

  @ForeignKey(() => User, { onDelete: 'SET NULL' })
  @Column({ name: 'created_by', type: 'integer', nullable: true })
  createdBy: number | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
