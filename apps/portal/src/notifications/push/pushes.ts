import { Injectable } from '@nestjs/common';
import { JobQueues } from '#libs/queue';
import { DeliverPush } from './push.jobs.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';
import { WebPresence } from './web-presence.js';

/** Pushes of notifications: to nobody who has the portal open anyway, but for browsers that want them always. */
@Injectable()
export class Pushes {
  constructor(
    private readonly subscriptions: PushSubscriptionsService,
    private readonly presence: WebPresence,
    private readonly jobs: JobQueues,
  ) {}

  async add(userId: number, notificationId: number): Promise<void> {
    const all = await this.subscriptions.idsOf(userId);
    if (all.length === 0) return;
    const isHere = await this.presence.has(userId);
    for (const { id } of all.filter(({ always }) => always || !isHere)) {
      const jobId = `push-${notificationId}-${id}`;
      await this.jobs.add(DeliverPush, { notification_id: notificationId, subscription_id: id }, { jobId });
    }
  }
}
