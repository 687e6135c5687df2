import { Column, Entity, ForeignKey, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';
import { Room } from './room.entity.js';

/** What somebody has begun to write in a room, on any device. */
@Entity('drafts')
export class Draft {
  @ForeignKey(() => Room, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'room_id', type: 'integer' })
  roomId: number;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'user_id', type: 'integer' })
  userId: number;

  /** Sealed with the room's key for this row. */
  @Column({ type: 'bytea' })
  body: Buffer;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
