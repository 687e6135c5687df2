import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';

export interface SearchRequest {
  q: string;
  scope: 'all' | 'channels' | 'dms';
  channel_id?: number;
  conversation_id?: number;
  from?: string;
  has?: 'image';
  /** Moments in ISO 8601. */
  after?: string;
  before?: string;
}

const PAGE = 25;

/** A result stays for a while: the portal allows ten searches a minute. */
export const searchQuery = (request: SearchRequest | undefined) =>
  infiniteQueryOptions({
    queryKey: ['chat', 'search', request],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/chat/search', {
          params: { query: { ...request!, limit: PAGE, offset: pageParam } },
          signal,
        }),
      ),
    enabled: request !== undefined,
    initialPageParam: 0,
    getNextPageParam: ({ total, more, offset, results }) => {
      const next = offset + results.length;
      return results.length > 0 && (more || next < total) ? next : undefined;
    },
    staleTime: 60_000,
    retry: false,
  });
