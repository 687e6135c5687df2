import { defineJob } from '#libs/queue';

/** Cuts one clip. What cannot be cut is not tried again; a lost storage is. */
export const MakeClip = defineJob<{ clip_id: number }>('vod.make-clip', {
  concurrency: 2,
  attempts: 4,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnFail: true,
});
