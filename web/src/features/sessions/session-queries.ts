import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

/** The caller's sessions that run now, attached or waiting to be. */
export const liveSessionsQuery = queryOptions({
  queryKey: ['sessions', 'live'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/sessions', { signal }))).sessions,
});

export const recentSessionsQuery = queryOptions({
  queryKey: ['sessions', 'recent'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/sessions/recent', { signal }))).sessions,
});

export const useEndSession = () => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => body(api.DELETE('/api/sessions/{id}', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['sessions'] }),
  });
};
