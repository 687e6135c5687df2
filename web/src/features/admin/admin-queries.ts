import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { ConnectionType, PortalSettings } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';

export const USERS_A_PAGE = 50;

export const usersQuery = (q: string, offset: number) =>
  queryOptions({
    queryKey: ['admin', 'users', q, offset],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/admin/users', { params: { query: { q: q || undefined, limit: USERS_A_PAGE, offset } }, signal }),
      ),
    placeholderData: keepPreviousData,
  });

export const adminServicesQuery = queryOptions({
  queryKey: ['admin', 'services'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/admin/services', { signal }))).services,
});

export const serviceTypesQuery = queryOptions({
  queryKey: ['admin', 'service-types'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/admin/services/types', { signal }))).types as Record<string, ConnectionType>,
  staleTime: Infinity,
});

export const inviteQuery = queryOptions({
  queryKey: ['admin', 'invite'],
  queryFn: ({ signal }) => body(api.GET('/api/admin/invite-code', { signal })),
});

export const settingsQuery = queryOptions({
  queryKey: ['admin', 'settings'],
  queryFn: ({ signal }) => body(api.GET('/api/admin/settings', { signal })),
});

export interface SettingsChange {
  registration_open?: boolean;
  network?: Partial<PortalSettings['network']>;
  sessions?: Partial<PortalSettings['sessions']>;
}

/** Sends only what changes; the portal keeps the rest. */
export const saveSettings = (change: SettingsChange): Promise<PortalSettings> =>
  body(api.PUT('/api/admin/settings', { body: change as PortalSettings }));

/** For switches that take effect at once. */
export const useSettingsSwitch = () => {
  const t = useT();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: saveSettings,
    onSuccess: (settings) => {
      queries.setQueryData(settingsQuery.queryKey, settings);
      toast.success(t('common.saved'));
      return Promise.all([
        queries.invalidateQueries(inviteQuery),
        queries.invalidateQueries({ queryKey: ['auth', 'options'] }),
      ]);
    },
    onError: (error) => toast.error(errorText(error, t)),
  });
};
