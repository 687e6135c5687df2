import { queryOptions } from '@tanstack/react-query';
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

export const startRun = () => body(api.POST('/api/admin/retention/run'));
