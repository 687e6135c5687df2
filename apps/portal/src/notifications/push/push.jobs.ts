import { defineJob } from '#libs/queue';

/** Sends one notification to one browser; 5 attempts over about three minutes. */
export const DeliverPush = defineJob<{ notification_id: number; subscription_id: number }>(
  'notifications.deliver-push',
  {
    attempts: 5,
    backoff: { type: 'exponential', delay: 10_000 },
    concurrency: 8,
  },
);
