import { defineJob } from '#libs/queue';

/** Asks the relays known for those they know, and tells them of this one. */
export const MeetRelays = defineJob<Record<string, never>>('discovery.meet-relays', { attempts: 1 });
