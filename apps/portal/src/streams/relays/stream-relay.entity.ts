import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { RelayState } from '../engine/egress/rtmp-relay.js';
import { Stream } from '../stream.entity.js';

/** Somewhere else a stream is sent to. Goes with its stream. */
@Entity('stream_relays')
export class StreamRelay {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('stream_relays_stream')
  @ForeignKey(() => Stream, { onDelete: 'CASCADE' })
  @Column({ name: 'stream_id', type: 'integer' })
  streamId: number;

  @Column({ type: 'varchar', length: 16 })
  platform: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ name: 'rtmp_url', type: 'varchar', length: 500 })
  rtmpUrl: string;

  /** Sealed (purpose `stream-relays`). */
  @Column({ name: 'stream_key', type: 'bytea' })
  streamKey: Buffer;

  @Column({ type: 'boolean', default: true })
  enabled: boolean;

  /** `off` while the stream is not on the air or the relay not enabled. */
  @Column({ type: 'varchar', length: 12, default: 'off' })
  state: RelayState;

  /** A code of the error table. */
  @Column({ name: 'last_error', type: 'varchar', length: 64, nullable: true })
  lastError: string | null;

  @Column({ name: 'last_error_at', type: 'timestamptz', nullable: true })
  lastErrorAt: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
