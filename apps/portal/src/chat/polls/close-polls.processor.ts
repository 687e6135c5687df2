import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueues } from '#libs/queue';
import { ClosePoll } from './polls.jobs.js';
import { PollsService } from './polls.service.js';

const BATCH = 100;

/** Idempotent: a closed poll is left alone. */
@Injectable()
export class ClosePollsProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly polls: PollsService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.jobs.process(ClosePoll, (_data, { signal }) => this.close(signal));
    await this.jobs.schedule(ClosePoll, '* * * * *', {});
  }

  async close(signal?: AbortSignal): Promise<number> {
    let closed = 0;
    for (let due = await this.polls.due(BATCH); due.length > 0 && !signal?.aborted; due = await this.polls.due(BATCH)) {
      for (const id of due) if (await this.polls.expire(id)) closed++;
    }
    return closed;
  }
}
