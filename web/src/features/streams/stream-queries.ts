import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

export const myStreamsQuery = queryOptions({
  queryKey: ['streams', 'mine'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/streams', { signal }))).streams,
});

export const publicStreamsQuery = queryOptions({
  queryKey: ['streams', 'public'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/streams/public', { signal }))).streams,
});

const at = (id: number) => ({ params: { path: { id } } });

export const streamQuery = (id: number) =>
  queryOptions({
    queryKey: ['streams', 'one', id],
    queryFn: ({ signal }) => body(api.GET('/api/streams/{id}', { ...at(id), signal })),
  });

/** Figures move all the time while somebody publishes; the live road only tells of the beginning and the end. */
const FIGURES_MS = 2_000;

/** With its health, for its owner. */
export const streamStatusQuery = (key: string, isLive: boolean) =>
  queryOptions({
    queryKey: ['streams', 'status', key],
    queryFn: ({ signal }) => body(api.GET('/api/stream/{key}', { params: { path: { key } }, signal })),
    refetchInterval: isLive && FIGURES_MS,
  });

export const relayPlatformsQuery = queryOptions({
  queryKey: ['relay-platforms'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/relay-platforms', { signal }))).platforms,
  staleTime: Infinity,
});

export const relaysQuery = (id: number, isLive: boolean) =>
  queryOptions({
    queryKey: ['streams', 'relays', id],
    queryFn: async ({ signal }) => (await body(api.GET('/api/streams/{id}/relays', { ...at(id), signal }))).relays,
    refetchInterval: isLive && FIGURES_MS,
  });

export const bansQuery = (id: number) =>
  queryOptions({
    queryKey: ['streams', 'bans', id],
    queryFn: async ({ signal }) => (await body(api.GET('/api/streams/{id}/bans', { ...at(id), signal }))).bans,
  });

export const sharesQuery = (id: number) =>
  queryOptions({
    queryKey: ['streams', 'shares', id],
    queryFn: async ({ signal }) => (await body(api.GET('/api/streams/{id}/shares', { ...at(id), signal }))).shares,
  });
