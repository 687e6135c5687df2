import { defineJob } from '#libs/queue';

/** Ends broadcasts of media nodes that are gone. */
export const EndLostBroadcasts = defineJob<Record<string, never>>('streams.end-lost-broadcasts', { attempts: 1 });
