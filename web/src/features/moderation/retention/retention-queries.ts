import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import type { Retention } from '../../../shared/api/types.js';

export const WINDOWS = ['chat', 'dm', 'notifications', 'audit', 'activity'] as const;
export type RetentionWindow = (typeof WINDOWS)[number];

export const retentionQuery = queryOptions({
  queryKey: ['admin', 'retention'],
  queryFn: ({ signal }) => body(api.GET('/api/admin/retention', { signal })),
});

export const saveWindows = (windows: Record<RetentionWindow, number>): Promise<Retention> =>
  body(api.PUT('/api/admin/retention', { body: windows }));

const ASK_AGAIN_MS = 1000;
/** After that nobody wants to watch any more. */
const PATIENCE_MS = 60_000;

/** Asks for a run and waits for its result; false when that takes too long. */
export const runRetention = async (queries: QueryClient): Promise<boolean> => {
  const lastRun = async () => (await queries.fetchQuery({ ...retentionQuery, staleTime: 0 })).last_run?.finished_at;
  const before = await lastRun();
  await body(api.POST('/api/admin/retention/run'));
  for (let waited = 0; waited < PATIENCE_MS; waited += ASK_AGAIN_MS) {
    await new Promise((resolve) => setTimeout(resolve, ASK_AGAIN_MS));
    if ((await lastRun()) !== before) return true;
  }
  return false;
};
