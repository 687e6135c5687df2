import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { User } from '../users/user.entity.js';

/** Who was connected where, and how it ended. Goes with the account; older rows are the retention's to delete. */
@Entity('remote_sessions')
@Index('remote_sessions_user_started', ['userId', 'startedAt'])
export class SessionHistoryEntry {
  /** Also what `?session=` takes to attach again. */
  @PrimaryColumn({ type: 'varchar', length: 32 })
  id: string;

  @ForeignKey(() => User, { onDelete: 'CASCADE' })
  @Column({ name: 'user_id', type: 'integer' })
  userId: number;

  /** As they were when it opened: the row outlives the entry and the account's name. */
  @Column({ type: 'varchar', length: 32 })
  username: string;

  /** `service` or `connection`. */
  @Column({ type: 'varchar', length: 16 })
  origin: string;

  @Column({ name: 'entry_id', type: 'varchar', length: 32 })
  entryId: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'varchar', length: 32 })
  plugin: string;

  @Column({ type: 'varchar', length: 255 })
  host: string;

  @Column({ type: 'integer' })
  port: number;

  /** Of the viewer that opened it. */
  @Column({ type: 'varchar', length: 64 })
  ip: string;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  /** Renewed every minute by the process that holds it: one that stopped without a word leaves it behind. */
  @Index('remote_sessions_live', { synchronize: false })
  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt: Date | null;

  /** `exit`, `closed`, `abandoned`, `lost`, or a code of the error table. */
  @Column({ name: 'end_reason', type: 'varchar', length: 64, nullable: true })
  endReason: string | null;

  @Column({ name: 'bytes_in', type: 'bigint', default: 0, transformer: { to: (n: number) => n, from: Number } })
  bytesIn: number;

  @Column({ name: 'bytes_out', type: 'bigint', default: 0, transformer: { to: (n: number) => n, from: Number } })
  bytesOut: number;
}
