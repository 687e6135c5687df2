import { defineJob } from '#libs/queue';

/** Deletes expired rows; every hour. */
export const SweepExpired = defineJob<Record<string, never>>('maintenance.sweep-expired', { attempts: 3 });
