import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { JobQueues } from '#libs/queue';
import { AuditLog } from '../audit/index.js';
import type { Principal } from '../auth/principal.js';
import { SettingsService } from '../settings/index.js';
import type { RetentionChanges, RetentionReply } from './retention.dto.js';
import { RunRetention } from './retention.jobs.js';
import { RetentionRun } from './retention-run.entity.js';

/** What administrators say about how long things are kept. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: SettingsService,
    private readonly audit: AuditLog,
    private readonly jobs: JobQueues,
  ) {}

  async get(): Promise<RetentionReply> {
    const [run] = await this.dataSource.manager.find(RetentionRun, { order: { id: 'DESC' }, take: 1 });
    const last_run = run && {
      started_at: run.startedAt.toISOString(),
      finished_at: run.finishedAt.toISOString(),
      deleted: run.deleted,
      incomplete: run.incomplete,
    };
    return { ...this.settings.current.retention, last_run: last_run ?? null };
  }

  /** Takes effect with the next run. */
  async update(by: Principal, changes: RetentionChanges): Promise<RetentionReply> {
    await this.dataSource.transaction(async (tx) => {
      const { retention } = this.settings.current;
      const written = await this.settings.write({ retention: { ...changes } }, by.userId, tx);
      const details = { from: retention, to: written.retention };
      await this.audit.record({ actor: by, action: 'retention.changed', details }, tx);
    });
    await this.settings.reload();
    return this.get();
  }

  /** Asks the workers for a run; `last_run` tells of it when it is done. */
  async start(by: Principal): Promise<void> {
    await this.audit.record({ actor: by, action: 'retention.started' });
    await this.jobs.add(RunRetention, {});
  }
}
