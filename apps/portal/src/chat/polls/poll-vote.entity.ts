import { CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Poll } from './poll.entity.js';

@Entity('poll_votes')
@Index('poll_votes_user', ['userId'])
export class PollVote {
  @ForeignKey(() => Poll, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'poll_id', type: 'integer' })
  pollId: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  @PrimaryColumn({ name: 'option_index', type: 'smallint' })
  optionIndex: number;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
