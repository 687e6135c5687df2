import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { JobQueues } from '#libs/queue';
import { StreamWentLive } from '../streams/streams.events.js';
import { TellOfStream } from './notifications.jobs.js';

const HOUR_CHARS = '2026-11-22T10'.length;

/** From public streams that go live to a job that tells of them, at most once an hour each. */
@Injectable()
export class StreamNotices implements OnModuleInit {
  constructor(
    private readonly events: EventBus,
    private readonly jobs: JobQueues,
  ) {}

  onModuleInit(): void {
    this.events.on(StreamWentLive, 'notifications.tell-of-stream', async (event, { createdAt }) => {
      if (!event.is_public) return;
      const hour = createdAt.toISOString().slice(0, HOUR_CHARS);
      await this.jobs.add(TellOfStream, { ...event, hour }, { jobId: `stream-${event.stream_id}-${hour}` });
    });
  }
}
