import { defineJob } from '#libs/queue';

/** Ends the polls whose time is over: at the end of each, and every minute for those whose own job was lost. */
export const ClosePoll = defineJob<Record<string, never>>('chat.close-polls', { attempts: 3 });
