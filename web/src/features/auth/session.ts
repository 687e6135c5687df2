import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { Me } from '../../shared/api/types.js';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => body(api.GET('/api/me', { signal })),
  staleTime: 60_000,
});

export const authOptionsQuery = queryOptions({
  queryKey: ['auth', 'options'],
  queryFn: ({ signal }) => body(api.GET('/api/auth/options', { signal })),
  staleTime: 60_000,
});

/** The signed-in user; only below the shell, whose guard has loaded it. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

export const displayName = (me: Pick<Me, 'nickname' | 'username'>): string => me.nickname || me.username;
