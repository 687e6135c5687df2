import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Stream } from '../stream.entity.js';

/** `interrupted`: the publisher is gone and may come back. */
export type StreamSessionState = 'live' | 'interrupted' | 'ended';

/** One broadcast, from the first publisher to the end of the last one's grace. Goes with its stream. */
@Entity('stream_sessions')
@Index('stream_sessions_running', ['streamId'], { unique: true, where: `"state" <> 'ended'` })
export class StreamSession {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @ForeignKey(() => Stream, { onDelete: 'CASCADE' })
  @Column({ name: 'stream_id', type: 'integer' })
  streamId: number;

  /** The media node its publisher is at. */
  @Index('stream_sessions_node')
  @Column({ name: 'node_id', type: 'varchar', length: 36 })
  nodeId: string;

  @Column({ type: 'varchar', length: 8 })
  protocol: string;

  @Column({ type: 'varchar', length: 12, default: 'live' })
  state: StreamSessionState;

  /** Of the recording below the owner's storage: `Name/2026-02-08_04-24-49`; null when nothing is recorded. */
  @Column({ name: 'recording_folder', type: 'varchar', length: 255, nullable: true })
  recordingFolder: string | null;

  @CreateDateColumn({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  @Column({ name: 'interrupted_at', type: 'timestamptz', nullable: true })
  interruptedAt: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;
}
