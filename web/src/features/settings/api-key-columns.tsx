import { queryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, body } from '../../shared/api/client.js';
import type { ApiKey } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/api-keys', { signal }))).api_keys,
});

export const useApiKeyColumns = (): Column<ApiKey>[] => {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('keys.name'),
        grow: true,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate font-medium">{row.name}</span>
            {row.revoked && <Badge tone="bad">{t('keys.revoked')}</Badge>}
            {!row.revoked && isPast(row.expires_at) && <Badge tone="warn">{t('keys.expired')}</Badge>}
          </span>
        ),
        sortBy: (row) => row.name,
        text: (row) => `${row.name}\n${row.key_prefix}\n${row.scopes}`,
      },
      {
        key: 'prefix',
        header: t('keys.prefix'),
        cell: (row) => <code className="text-sm text-ink-2">{row.key_prefix}…</code>,
      },
      {
        key: 'scopes',
        header: t('keys.scopes'),
        from: 'lg',
        cell: (row) => <ScopeBadges scopes={row.scopes} />,
      },
      {
        key: 'expires',
        header: t('keys.expires'),
        from: 'sm',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2">
            {row.expires_at ? format.date(row.expires_at) : t('common.never')}
          </span>
        ),
        sortBy: (row) => row.expires_at,
      },
      {
        key: 'last_used_at',
        header: t('keys.lastUsed'),
        from: 'md',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2">
            {row.last_used_at ? format.ago(row.last_used_at) : t('common.never')}
          </span>
        ),
        sortBy: (row) => row.last_used_at,
      },
    ],
    [t, format],
  );
};

const SHOWN_SCOPES = 3;

const ScopeBadges = ({ scopes }: { scopes: string }) => {
  const list = scopes.split(',').filter(Boolean);
  return (
    <span className="flex gap-1" title={scopes}>
      {list.slice(0, SHOWN_SCOPES).map((scope) => (
        <Badge key={scope} className="font-mono">
          {scope}
        </Badge>
      ))}
      {list.length > SHOWN_SCOPES && <Badge>+{list.length - SHOWN_SCOPES}</Badge>}
    </span>
  );
};

const isPast = (iso: string | null): boolean => iso !== null && Date.parse(iso) < Date.now();
