import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { JobQueues } from '#libs/queue';
import { Blocks } from '../blocking/index.js';
import type { StreamWentLiveEvent } from '../streams/streams.events.js';
import { AccountsService } from '../users/index.js';
import { TellOfStream } from './notifications.jobs.js';
import { NotificationsService } from './notifications.service.js';

/** Idempotent: nobody is told of a stream twice in an hour. Nobody's telephone rings for it. */
@Injectable()
export class TellOfStreamProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly accounts: AccountsService,
    private readonly blocks: Blocks,
    private readonly notifications: NotificationsService,
  ) {}

  onApplicationBootstrap(): void {
    this.jobs.process(TellOfStream, (event) => this.tell(event));
  }

  async tell({ stream_id, owner_id, hour }: StreamWentLiveEvent & { hour: string }): Promise<void> {
    const owner = await this.accounts.find(owner_id);
    if (!owner) return;
    const words = {
      title: 'Stream Live',
      message: `${owner.username} started streaming`,
      link: `/streams/${stream_id}`,
      cause: `stream:${stream_id}:${hour}`,
    };
    for (const userId of await this.accounts.idsOfEnabled()) {
      if (userId === owner_id || this.blocks.isBlockedBetween(owner_id, userId)) continue;
      await this.notifications.notify({ userId, type: 'stream_live', ...words });
    }
  }
}
