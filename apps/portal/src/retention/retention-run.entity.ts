import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** What one run deleted; the last ones are kept. */
@Entity('retention_runs')
export class RetentionRun {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ name: 'started_at', type: 'timestamptz' })
  startedAt: Date;

  @Column({ name: 'finished_at', type: 'timestamptz' })
  finishedAt: Date;

  /** Rows by kind. */
  @Column({ type: 'jsonb' })
  deleted: object;

  /** It ended early: an error, or the process stopped. The next run goes on. */
  @Column({ type: 'boolean' })
  incomplete: boolean;
}
