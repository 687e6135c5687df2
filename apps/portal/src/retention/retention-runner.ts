import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../boundary/log.js';
import { type RetentionSettings, SettingsService } from '../settings/index.js';
import { EXPIRIES, type Expiry, type ExpiryKind } from './expiry.js';
import { RetentionRun } from './retention-run.entity.js';

/** Rows one transaction deletes at most: its locks are short. */
const BATCH = 1_000;
const RUNS_KEPT = 1_000;
const DAY_MS = 24 * 3_600_000;

/** Days until an image no message shows is deleted: somebody may still be writing the message. */
const UNUSED_UPLOAD_DAYS = 1;

/** Deletes what is older than its window. Runs may overlap: what one has locked the other skips. */
@Injectable()
export class RetentionRunner {
  private readonly counter;

  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: SettingsService,
    @Inject(EXPIRIES) private readonly expiries: readonly Expiry[],
    @Inject(METRICS) metrics: Metrics,
  ) {
    this.counter = metrics.counter('portal_retention_deleted_total', 'Rows deleted for their age.', ['kind']);
  }

  async run(signal?: AbortSignal): Promise<Record<string, number>> {
    const deleted: Record<string, number> = {};
    const startedAt = await this.now();
    let incomplete = true;
    try {
      for (const expiry of this.expiries) {
        const days = windowOf(expiry.kind, this.settings.current.retention);
        if (days === 0) continue;
        const before = new Date(startedAt.getTime() - days * DAY_MS);
        for await (const count of this.batches(expiry, before, signal)) {
          deleted[expiry.kind] = (deleted[expiry.kind] ?? 0) + count;
        }
      }
      incomplete = signal?.aborted ?? false;
    } finally {
      await this.remember({ startedAt, deleted, incomplete });
    }
    return deleted;
  }

  private async *batches({ kind, deleteBefore }: Expiry, before: Date, signal?: AbortSignal): AsyncGenerator<number> {
    for (let count = BATCH; count === BATCH && !signal?.aborted;) {
      count = await deleteBefore(before, BATCH, this.dataSource.manager);
      this.counter.inc({ kind }, count);
      yield count;
    }
  }

  /** The database wrote the rows' times, so its clock tells their age. */
  private async now(): Promise<Date> {
    const [row] = (await this.dataSource.query('SELECT now()')) as [{ now: Date }];
    return row.now;
  }

  private async remember(run: Pick<RetentionRun, 'startedAt' | 'deleted' | 'incomplete'>): Promise<void> {
    const { id } = await this.dataSource.manager.save(RetentionRun, { ...run, finishedAt: await this.now() });
    await this.dataSource.query('DELETE FROM retention_runs WHERE id <= $1', [id - RUNS_KEPT]);
  }
}

const windowOf = (kind: ExpiryKind, windows: RetentionSettings): number =>
  kind === 'uploads' ? UNUSED_UPLOAD_DAYS : windows[kind];
