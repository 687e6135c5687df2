import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Stream } from '../stream.entity.js';

/** Lets one broadcast in over plain RTMP. Goes with its stream, and some time after it was used or ran out. */
@Entity('rtmp_tokens')
export class RtmpToken {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('rtmp_tokens_stream')
  @ForeignKey(() => Stream, { onDelete: 'CASCADE' })
  @Column({ name: 'stream_id', type: 'integer' })
  streamId: number;

  /** SHA-256 of the token (`rtmp_…`). */
  @Index('rtmp_tokens_hash', { unique: true })
  @Column({ type: 'bytea' })
  hash: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  /** The session it opened; only that one it may enter again. */
  @Column({ name: 'session_id', type: 'bigint', nullable: true })
  sessionId: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
