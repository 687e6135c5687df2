import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueues } from '#libs/queue';
import { RunRetention } from './retention.jobs.js';
import { RetentionRunner } from './retention-runner.js';

/** Idempotent: what is gone is gone. */
@Injectable()
export class RunRetentionProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly runner: RetentionRunner,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.jobs.process(RunRetention, (_data, { signal }) => this.runner.run(signal));
    await this.jobs.schedule(RunRetention, '*/10 * * * *', {});
  }
}
