import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { JobQueues } from '#libs/queue';
import { ChunkSettled } from '../../vod/vod.events.js';
import { EndLostBroadcasts } from './end-lost-broadcasts.jobs.js';
import { StreamLiveness } from './stream-liveness.js';

/** Takes streams off the air that nobody else takes off any more. Idempotent. */
@Injectable()
export class EndLostBroadcastsProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly events: EventBus,
    private readonly liveness: StreamLiveness,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.events.on(ChunkSettled, 'streams', ({ stream_id }) => this.liveness.settle(stream_id));
    this.jobs.process(EndLostBroadcasts, () => this.liveness.endLost());
    await this.jobs.schedule(EndLostBroadcasts, '* * * * *', {});
  }
}
