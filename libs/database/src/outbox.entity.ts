import { Column, CreateDateColumn, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A domain event waiting for its listeners; written in the transaction it tells of. Delivered rows go after a day. */
@Entity('outbox')
export class OutboxEntry {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id: string;

  @Column({ type: 'varchar', length: 100 })
  name: string;

  @Column({ type: 'jsonb' })
  payload: unknown;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  /** Listeners that are done with it, so that one failing listener does not make the others run again. */
  @Column({ name: 'done_by', type: 'text', array: true, default: '{}' })
  doneBy: string[];

  @Column({ type: 'integer', default: 0 })
  attempts: number;

  @Index('outbox_due', { where: '"delivered_at" IS NULL' })
  @Column({ name: 'next_attempt_at', type: 'timestamptz', default: () => 'now()' })
  nextAttemptAt: Date;

  @Column({ name: 'delivered_at', type: 'timestamptz', nullable: true })
  deliveredAt: Date | null;
}
