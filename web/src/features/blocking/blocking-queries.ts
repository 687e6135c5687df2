import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';

export const blockedUsersQuery = queryOptions({
  queryKey: ['blocked-users'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/users/blocked', { signal }))).blocked_users,
});

interface BlockChange {
  id: number;
  name: string;
  isBlocked: boolean;
}

/** Blocks somebody or lifts the block, and says so. */
export const useBlockChange = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, isBlocked }: BlockChange) => {
      const path = { params: { path: { id } } };
      return body(isBlocked ? api.POST('/api/users/{id}/block', path) : api.DELETE('/api/users/{id}/block', path));
    },
    onSuccess: (_, { name, isBlocked }) =>
      toast.success(isBlocked ? t('blocking.blocked', { name }) : t('blocking.unblocked', { name })),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries(blockedUsersQuery),
  });
};
