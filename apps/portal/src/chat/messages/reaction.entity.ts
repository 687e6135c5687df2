import { CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Message } from './message.entity.js';

@Entity('message_reactions')
@Index('message_reactions_user', ['userId'])
export class Reaction {
  @ForeignKey(() => Message, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'message_id', type: 'bigint' })
  messageId: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  @PrimaryColumn({ type: 'varchar', length: 64 })
  emoji: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
