import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Room } from './room.entity.js';

/** How far somebody has read a room; never goes back. */
@Entity('read_marks')
export class ReadMark {
  @ForeignKey(() => Room, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'room_id', type: 'integer' })
  roomId: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ name: 'last_read_id', type: 'bigint' })
  lastReadId: string;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
