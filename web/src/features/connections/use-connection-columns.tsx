import { useMemo } from 'react';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { ConnectionHealth } from './ConnectionHealth.js';
import { ConnectionName } from './ConnectionName.js';

export const useConnectionColumns = (
  types: Record<string, ConnectionType> | undefined,
  onPin: (connection: Connection) => void,
): Column<Connection>[] => {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('connections.name'),
        grow: true,
        cell: (row) => <ConnectionName connection={row} onPin={() => onPin(row)} />,
        sortBy: (row) => row.name,
        text: (row) => `${row.name}\n${row.host}\n${row.tags.join('\n')}`,
      },
      {
        key: 'type',
        header: t('connections.type'),
        from: 'lg',
        cell: (row) => <span className="whitespace-nowrap text-ink-2">{types?.[row.type]?.name ?? row.type}</span>,
        sortBy: (row) => row.type,
        text: (row) => row.type,
      },
      {
        key: 'tags',
        header: t('connections.tags'),
        from: 'xl',
        cell: (row) =>
          row.tags.length === 0 ? null : (
            <span className="inline-flex flex-wrap justify-end gap-1 sm:flex-nowrap sm:justify-start">
              {row.tags.map((tag) => (
                <Badge key={tag}>{tag}</Badge>
              ))}
            </span>
          ),
      },
      {
        key: 'last_used_at',
        header: t('connections.lastUsed'),
        from: 'md',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2">
            {row.last_used_at ? format.ago(row.last_used_at) : t('connections.neverUsed')}
          </span>
        ),
        sortBy: (row) => row.last_used_at,
      },
      {
        key: 'health',
        header: t('connections.health'),
        cell: (row) => <ConnectionHealth id={row.id} name={row.name} />,
      },
    ],
    [t, format, types, onPin],
  );
};
