import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobQueues } from '#libs/queue';
import { SweepExpired } from './maintenance.jobs.js';
import { SWEEP_BATCH, SWEEPS } from './sweep.js';

/** Idempotent: what is gone is gone. */
@Injectable()
export class SweepExpiredProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    @Inject(DataSource) private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.jobs.process(SweepExpired, (_data, { signal }) => this.sweep(signal));
    await this.jobs.schedule(SweepExpired, '17 * * * *', {});
  }

  /** Answers how many rows went, by table. */
  async sweep(signal?: AbortSignal): Promise<Record<string, number>> {
    const swept: Record<string, number> = {};
    for (const { table, condition } of SWEEPS) {
      swept[table] = 0;
      for (let count = SWEEP_BATCH; count === SWEEP_BATCH && !signal?.aborted;) {
        const [, deleted] = (await this.dataSource.query(
          `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${condition} LIMIT ${SWEEP_BATCH}))`,
        )) as [unknown, number];
        count = deleted;
        swept[table] += deleted;
      }
    }
    return swept;
  }
}
