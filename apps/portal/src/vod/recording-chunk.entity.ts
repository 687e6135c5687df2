import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { User } from '../users/user.entity.js';

/** `recorded`: closed and on our disk. `stored`: verified at the owner's storage, ours is gone. `lost`: ours is gone and theirs never was. */
export type ChunkState = 'recorded' | 'stored' | 'lost';

/** A piece of a broadcast, until some time after it is safe. Outlives its stream; goes with its owner. */
@Entity('recording_chunks')
@Unique('recording_chunks_name', ['userId', 'remoteName'])
@Index('recording_chunks_waiting', ['userId'], { where: `"state" = 'recorded'` })
@Index('recording_chunks_session', ['sessionId'])
export class RecordingChunk {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** The stream and its session may be gone. */
  @Column({ name: 'stream_id', type: 'integer' })
  streamId: number;

  @Column({ name: 'session_id', type: 'bigint' })
  sessionId: string;

  /** Below the recordings of the data folder that media and worker processes share: `17/chunk_000.mkv`. */
  @Column({ name: 'local_path', type: 'varchar', length: 255 })
  localPath: string;

  /** Below the owner's `remote_path`: `Name/2026-02-08_04-24-49/chunk_000.mkv`. */
  @Column({ name: 'remote_name', type: 'varchar', length: 300 })
  remoteName: string;

  @Column({ type: 'bigint' })
  bytes: string;

  @Column({ type: 'bytea' })
  sha256: Buffer;

  /** Milliseconds. */
  @Column({ type: 'integer' })
  duration: number;

  @Column({ type: 'varchar', length: 12, default: 'recorded' })
  state: ChunkState;

  /** A code of the error table. */
  @Column({ name: 'last_error', type: 'varchar', length: 64, nullable: true })
  lastError: string | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'stored_at', type: 'timestamptz', nullable: true })
  storedAt: Date | null;
}
