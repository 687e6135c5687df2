import { defineJob } from '#libs/queue';

/** Deletes what is older than its window; every ten minutes, and when an administrator asks. */
export const RunRetention = defineJob<Record<string, never>>('retention.run', { attempts: 3 });
