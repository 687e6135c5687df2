import { useMemo } from 'react';
import type { AdminService, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { NamedIcon } from '../../shared/ui/icons.js';

export const useServiceColumns = (types: Record<string, ConnectionType> | undefined): Column<AdminService>[] => {
  const t = useT();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('connections.name'),
        grow: true,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-3">
            <NamedIcon name={row.icon} className="shrink-0 text-ink-3" />
            <span className="min-w-0">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{row.name}</span>
                {!row.enabled && <Badge>{t('admin.off')}</Badge>}
              </span>
              <span className="block truncate text-sm text-ink-3">{row.category}</span>
            </span>
          </span>
        ),
        sortBy: (row) => row.name,
        text: (row) => `${row.name}\n${row.category}\n${row.path}\n${row.host ?? ''}`,
      },
      {
        key: 'plugin',
        header: t('admin.plugin'),
        from: 'md',
        cell: (row) => <span className="whitespace-nowrap text-ink-2">{types?.[row.plugin]?.name ?? row.plugin}</span>,
        sortBy: (row) => row.plugin,
      },
      {
        key: 'address',
        header: t('admin.address'),
        cell: (row) => (
          <code className="text-sm whitespace-nowrap text-ink-2">
            {row.host ? `${row.host}:${row.port}` : t('admin.local')}
          </code>
        ),
        sortBy: (row) => row.host,
      },
      {
        key: 'path',
        header: t('admin.path'),
        from: 'lg',
        cell: (row) => (
          <code title={row.path} className="block max-w-56 truncate text-sm text-ink-2">
            {row.path}
          </code>
        ),
      },
    ],
    [t, types],
  );
};
