import { Column, CreateDateColumn, Entity, ForeignKey, Index, PrimaryGeneratedColumn, UpdateDateColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Of a stream: 0 nobody publishes, 1 on the air (also while its publisher may come back), 2 its recording is not yet safe. */
export const OFFLINE = 0;
export const LIVE = 1;
export const ENCODING = 2;
export type Liveness = typeof OFFLINE | typeof LIVE | typeof ENCODING;

/** What somebody may broadcast to. Goes with its owner; its chat channel is removed with it. */
@Entity('streams')
export class Stream {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Index('streams_owner')
  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'owner_id', type: 'integer' })
  ownerId: number;

  @Column({ type: 'varchar', length: 200 })
  title: string;

  @Column({ type: 'varchar', length: 5000, default: '' })
  description: string;

  @Column({ name: 'is_public', type: 'boolean', default: true })
  isPublic: boolean;

  @Column({ name: 'rtmp_enabled', type: 'boolean', default: false })
  rtmpEnabled: boolean;

  /** SHA-256 of the publish key (`live_…`). */
  @Index('streams_key_hash', { unique: true })
  @Column({ name: 'key_hash', type: 'bytea' })
  keyHash: Buffer;

  /** The publish key, sealed (purpose `streams`): another engine's adapter needs it as a path. */
  @Column({ name: 'publish_key', type: 'bytea' })
  publishKey: Buffer;

  /** What lists show of the publish key: `live_x7Qa…`. */
  @Column({ name: 'key_hint', type: 'varchar', length: 16 })
  keyHint: string;

  /** `pub_…`: names the stream to players. No secret: whether it plays is decided by who asks. */
  @Index('streams_playback_key', { unique: true })
  @Column({ name: 'playback_key', type: 'varchar', length: 64 })
  playbackKey: string;

  /** A room; the row goes when the stream does. */
  @Column({ name: 'chat_channel_id', type: 'integer', nullable: true })
  chatChannelId: number | null;

  @Column({ name: 'is_live', type: 'smallint', default: OFFLINE })
  isLive: Liveness;

  @Column({ name: 'live_since', type: 'timestamptz', nullable: true })
  liveSince: Date | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
