import type { UseQueryResult } from '@tanstack/react-query';
import { PlusIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { PlugIcon } from '../../shared/ui/icons.js';
import { ConnectionRowActions } from './ConnectionRowActions.js';
import { TagFilter } from './TagFilter.js';
import { useConnectionActions } from './use-connection-actions.js';
import { useConnectionColumns } from './use-connection-columns.js';

interface ConnectionTableProps {
  list: UseQueryResult<Connection[]>;
  types: Record<string, ConnectionType> | undefined;
  filter: string;
  tag: string | undefined;
  onFilter: (filter: string) => void;
  onTag: (tag: string | undefined) => void;
  onEdit: (id: string) => void;
}

export const ConnectionTable = ({ list, types, filter, tag, onFilter, onTag, onEdit }: ConnectionTableProps) => {
  const t = useT();
  const actions = useConnectionActions();
  const columns = useConnectionColumns(types, actions.pin.mutate);
  const [doomed, setDoomed] = useState<Connection>();
  const tags = [...new Set(list.data?.flatMap((connection) => connection.tags))].sort();
  const rows = tag ? list.data?.filter((connection) => connection.tags.includes(tag)) : list.data;

  return (
    <Card flush>
      <DataTable
        caption={t('connections.title')}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        error={list.error}
        onRetry={list.refetch}
        filter={filter}
        onFilter={onFilter}
        toolbar={tags.length > 0 && <TagFilter tags={tags} value={tag} onChange={onTag} />}
        actions={(connection) => (
          <ConnectionRowActions
            connection={connection}
            onEdit={() => onEdit(connection.id)}
            onPin={() => actions.pin.mutate(connection)}
            onDuplicate={() => actions.duplicate.mutate(connection)}
            onDelete={() => setDoomed(connection)}
          />
        )}
        empty={
          <EmptyState
            icon={<PlugIcon />}
            title={t('connections.emptyTitle')}
            action={
              <Button variant="primary" onClick={() => onEdit('new')}>
                <PlusIcon aria-hidden />
                {t('connections.add')}
              </Button>
            }
          >
            {t('connections.emptyText')}
          </EmptyState>
        }
      />
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/connections/{id}', { params: { path: { id } } })}
        stale={[['connections']]}
        words={({ name }) => ({
          title: t('connections.deleteTitle', { name }),
          description: t('connections.deleteText'),
          confirmLabel: t('common.delete'),
          done: t('connections.deleted', { name }),
        })}
      />
    </Card>
  );
};
