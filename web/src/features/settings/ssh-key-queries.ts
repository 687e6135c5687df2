import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';

export const sshKeysQuery = queryOptions({
  queryKey: ['ssh-keys'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/ssh-keys', { signal }))).ssh_keys,
});
