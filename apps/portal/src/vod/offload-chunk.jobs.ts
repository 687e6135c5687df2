import { defineJob } from '#libs/queue';

/** Brings one piece of a recording to its owner's storage. One job a piece at a time; the sweep asks again for what failed. */
export const OffloadChunk = defineJob<{ chunk_id: string }>('vod.offload-chunk', {
  concurrency: 4,
  attempts: 6,
  backoff: { type: 'exponential', delay: 2_000 },
  removeOnFail: true,
});

/** Asks again for every piece that is not at its owner's. */
export const SweepChunks = defineJob<Record<string, never>>('vod.sweep-chunks', { attempts: 1 });
