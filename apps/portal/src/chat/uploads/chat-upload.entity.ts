import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../../users/user.entity.js';

/** An image somebody may embed, re-encoded. In the database, so that every process serves it; deleted with the messages that show it. */
@Entity('chat_uploads')
@Index('chat_uploads_created', ['createdAt'])
export class ChatUpload {
  /** Random, with its extension: whoever has the name may read the image. */
  @PrimaryColumn({ type: 'varchar', length: 64 })
  name: string;

  @Index('chat_uploads_user')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  @Column({ name: 'media_type', type: 'varchar', length: 32 })
  mediaType: string;

  @Column({ type: 'integer' })
  width: number;

  @Column({ type: 'integer' })
  height: number;

  /** Sealed (purpose `chat-uploads`). */
  @Column({ type: 'bytea' })
  content: Buffer;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
