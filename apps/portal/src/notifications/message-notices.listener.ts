import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { JobQueues } from '#libs/queue';
import { MessagePosted } from '../chat/chat.events.js';
import { READ_FIRST_MS, TellOfMessage } from './notifications.jobs.js';

/** From messages that concern somebody to a job that tells them, in a moment. */
@Injectable()
export class MessageNotices implements OnModuleInit {
  readFirstMs = READ_FIRST_MS;

  constructor(
    private readonly events: EventBus,
    private readonly jobs: JobQueues,
  ) {}

  onModuleInit(): void {
    this.events.on(MessagePosted, 'notifications.tell-of-message', (event) =>
      this.jobs.add(TellOfMessage, event, { jobId: `message-${event.message_id}`, delay: this.readFirstMs }),
    );
  }
}
