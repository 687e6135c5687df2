import { QueryClient } from '@tanstack/react-query';
import { ApiError } from '../shared/api/api-error.js';

export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A refused call stays refused; only what the network or a restart broke is worth another try.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && error.isTemporary && error.status !== 429,
        retryDelay: (attempt) => 500 * 2 ** attempt * (0.75 + Math.random() / 2),
        networkMode: 'always',
        // Also what is fresh: the live road may have missed a hint meanwhile, and comes back later than the network.
        refetchOnReconnect: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
