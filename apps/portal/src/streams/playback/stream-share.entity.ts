import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Stream } from '../stream.entity.js';

/** A link that lets whoever has it watch a private stream. Goes with its stream. */
@Entity('stream_shares')
export class StreamShare {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('stream_shares_stream')
  @ForeignKey(() => Stream, { onDelete: 'CASCADE' })
  @Column({ name: 'stream_id', type: 'integer' })
  streamId: number;

  /** SHA-256 of what the link carries. */
  @Index('stream_shares_hash', { unique: true })
  @Column({ type: 'bytea' })
  hash: Buffer;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
