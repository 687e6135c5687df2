import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { Connection } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';
import { connectionsQuery } from './connection-queries.js';

const path = (id: string) => ({ params: { path: { id } } });

/** What a row of the list can do. Each says by toast how it went. */
export const useConnectionActions = () => {
  const t = useT();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['connections'] });
  const onError = (error: unknown) => toast.error(errorText(error, t));

  const pin = useMutation({
    mutationFn: ({ id }: Connection) => body(api.POST('/api/connections/{id}/pin', path(id))),
    // The row jumps at once; a refusal puts it back.
    onMutate: ({ id }) =>
      queries.setQueryData(connectionsQuery.queryKey, (list) =>
        list?.map((entry) => (entry.id === id ? { ...entry, is_pinned: !entry.is_pinned } : entry)),
      ),
    onError,
    onSettled: refresh,
  });
  const duplicate = useMutation({
    mutationFn: ({ id }: Connection) => body(api.POST('/api/connections/{id}/duplicate', path(id))),
    onSuccess: ({ name }) => toast.success(t('connections.duplicated', { name })),
    onError,
    onSettled: refresh,
  });
  return { pin, duplicate };
};
