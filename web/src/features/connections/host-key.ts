import { queryOptions } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import { api, body } from '../../shared/api/client.js';

/** Whose pinned key it is: a connection of the person's, or a service, whose keys are the administrators'. */
export type KeyOwner = { connection: string } | { service: number };

const read = (owner: KeyOwner, signal: AbortSignal) =>
  'connection' in owner
    ? api.GET('/api/connections/{id}/host-key', { params: { path: { id: owner.connection } }, signal })
    : api.GET('/api/admin/services/{id}/host-key', { params: { path: { id: owner.service } }, signal });

/** Null while no key is pinned. */
export const hostKeyQuery = (owner: KeyOwner) =>
  queryOptions({
    queryKey: ['connections', 'host-key', owner],
    queryFn: async ({ signal }) => {
      try {
        return await body(read(owner, signal));
      } catch (error) {
        if (error instanceof ApiError && error.code === 'hostkey.not_found') return null;
        throw error;
      }
    },
  });

/** From now on the server must show this key. */
export const trustHostKey = (owner: KeyOwner, fingerprint: string) =>
  'connection' in owner
    ? body(
        api.POST('/api/connections/{id}/host-key', {
          params: { path: { id: owner.connection } },
          body: { fingerprint },
        }),
      )
    : body(
        api.POST('/api/admin/services/{id}/host-key', {
          params: { path: { id: owner.service } },
          body: { fingerprint },
        }),
      );

export const forgetHostKey = (owner: KeyOwner) =>
  'connection' in owner
    ? api.DELETE('/api/connections/{id}/host-key', { params: { path: { id: owner.connection } } })
    : api.DELETE('/api/admin/services/{id}/host-key', { params: { path: { id: owner.service } } });
