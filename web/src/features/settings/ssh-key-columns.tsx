import { useMemo } from 'react';
import type { SshKey } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';

export const useSshKeyColumns = (): Column<SshKey>[] => {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('keys.name'),
        grow: true,
        cell: (row) => (
          <span className="block min-w-0">
            <span className="block truncate font-medium">{row.name}</span>
            <code className="block truncate text-xs text-ink-3" title={row.fingerprint}>
              {row.fingerprint}
            </code>
          </span>
        ),
        sortBy: (row) => row.name,
        text: (row) => `${row.name}\n${row.fingerprint}\n${row.key_type}`,
      },
      {
        key: 'type',
        header: t('keys.type'),
        cell: (row) => <Badge className="font-mono">{row.key_type}</Badge>,
        sortBy: (row) => row.key_type,
      },
      {
        key: 'stored',
        header: t('keys.privateHalf'),
        from: 'sm',
        cell: (row) => (
          <Badge tone={row.stored ? 'accent' : 'neutral'}>{row.stored ? t('keys.stored') : t('keys.notStored')}</Badge>
        ),
      },
      {
        key: 'created_at',
        header: t('keys.created'),
        from: 'md',
        cell: (row) => <span className="whitespace-nowrap text-ink-2">{format.date(row.created_at)}</span>,
        sortBy: (row) => row.created_at,
      },
    ],
    [t, format],
  );
};
