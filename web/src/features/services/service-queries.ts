import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

export const servicesQuery = queryOptions({
  queryKey: ['services', 'list'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/services', { signal }))).services,
});

/** A probe costs the target a dial, so its answer is good for half a minute. */
export const serviceHealthQuery = (id: number) =>
  queryOptions({
    queryKey: ['services', 'health', id],
    queryFn: ({ signal }) => body(api.GET('/api/services/{id}/health', { params: { path: { id } }, signal })),
    staleTime: 30_000,
    retry: false,
  });
