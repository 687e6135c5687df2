import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

/** Whoever is not signed in has no live road, so all ask again; the road is only faster. */
const ASK_MS = 4_000;

/** A stream by its playback key, and what a link to it carries. */
export const watchQuery = (key: string, share: string | undefined) =>
  queryOptions({
    queryKey: ['streams', 'watch', key, share ?? ''],
    queryFn: ({ signal }) =>
      body(api.GET('/api/stream/{key}', { params: { path: { key }, query: share ? { share } : {} }, signal })),
    refetchInterval: ASK_MS,
    staleTime: 0,
  });

/** An address of the stream, for whoever has the link. */
export const addressOf = (key: string, file: string, share: string | undefined): string =>
  `/api/stream/${encodeURIComponent(key)}/${file}${share ? `?share=${encodeURIComponent(share)}` : ''}`;
