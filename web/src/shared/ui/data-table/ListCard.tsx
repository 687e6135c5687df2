import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Card } from '../Card.js';
import { EmptyState } from '../EmptyState.js';
import type { Column } from './arrange-rows.js';
import { DataTable } from './DataTable.js';

interface ListCardProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  list: UseQueryResult<readonly R[]>;
  /** Stands there when there are none. */
  empty: { icon: ReactNode; title: string; text: string; action?: ReactNode };
  actions?: (row: R) => ReactNode;
}

/** All there is of one kind, as a card. */
export const ListCard = <R extends { id: string | number }>({
  list: { data, error, refetch },
  empty: { text, ...empty },
  ...table
}: ListCardProps<R>) => (
  <Card flush>
    <DataTable
      {...table}
      rows={data}
      rowKey={({ id }) => id}
      error={error}
      onRetry={refetch}
      empty={<EmptyState {...empty}>{text}</EmptyState>}
    />
  </Card>
);
