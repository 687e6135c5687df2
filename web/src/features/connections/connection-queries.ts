import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { ConnectionType } from '../../shared/api/types.js';

/** Pinned ones first, as the server sorts them. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections', 'list'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/connections', { signal }))).connections,
});

/** Changes only with a new version of the portal. */
export const connectionTypesQuery = queryOptions({
  queryKey: ['connections', 'types'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/connections/types', { signal }))).types as Record<string, ConnectionType>,
  staleTime: Infinity,
});

/** Dials the target, so it runs only when somebody asks. */
export const connectionHealthQuery = (id: string) =>
  queryOptions({
    queryKey: ['connections', 'health', id],
    queryFn: ({ signal }) => body(api.GET('/api/connections/{id}/health', { params: { path: { id } }, signal })),
    enabled: false,
    staleTime: Infinity,
    retry: false,
  });
