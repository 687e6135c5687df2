import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DomainError, ERRORS } from '#libs/contracts';
import { JobQueues } from '#libs/queue';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../../boundary/log.js';
import { AccountsService } from '../../users/index.js';
import { NotificationsService } from '../notifications.service.js';
import { DeliverPush } from './push.jobs.js';
import { PushSender } from './push-sender.js';
import { PushSubscriptionsService } from './push-subscriptions.service.js';

/** Of a delivery: `later` may work when tried again. */
type Outcome = 'sent' | 'gone' | 'refused' | 'later';

/** Idempotent as far as a push can be: one that was read meanwhile is not sent, a browser shows a tag once. */
@Injectable()
export class DeliverPushProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: JobQueues,
    private readonly notifications: NotificationsService,
    private readonly subscriptions: PushSubscriptionsService,
    private readonly accounts: AccountsService,
    private readonly sender: PushSender,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    const counter = this.metrics.counter('portal_pushes_total', 'Web pushes by outcome.', ['outcome']);
    this.jobs.process(DeliverPush, async ({ notification_id, subscription_id }, { lastAttempt }) => {
      const outcome = await this.deliver(notification_id, subscription_id);
      if (!outcome) return;
      counter.inc({ outcome });
      if (outcome === 'later' && !lastAttempt) throw new DomainError('target.unreachable');
      if (outcome === 'sent') await this.subscriptions.succeeded(subscription_id);
      else if (outcome === 'gone') await this.subscriptions.remove(subscription_id);
      else await this.subscriptions.failed(subscription_id);
    });
  }

  /** Undefined when there is nothing to deliver any more. */
  private async deliver(notificationId: number, subscriptionId: number): Promise<Outcome | undefined> {
    const notice = await this.notifications.findUnread(notificationId);
    const target = notice && (await this.subscriptions.find(subscriptionId));
    if (!notice || target?.userId !== notice.userId) return undefined;
    const account = await this.accounts.find(notice.userId);
    if (!account || account.disabledAt) return undefined;
    const { title, message, link, cause, id } = notice;
    try {
      return outcomeOf(await this.sender.send(target, { title, message, link, tag: cause ?? `notification:${id}` }));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return ERRORS[error.code].retry ? 'later' : 'refused';
    }
  }
}

const outcomeOf = (status: number): Outcome => {
  if (status >= 200 && status < 300) return 'sent';
  if (status === 404 || status === 410) return 'gone';
  return status === 429 || status >= 500 ? 'later' : 'refused';
};
