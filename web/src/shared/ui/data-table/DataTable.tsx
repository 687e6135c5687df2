import { useMemo, useState, type ReactNode } from 'react';
import { useT } from '../../i18n/use-t.js';
import { EmptyState } from '../EmptyState.js';
import { ErrorState } from '../ErrorState.js';
import { SearchInput } from '../SearchInput.js';
import { SkeletonRows } from '../Skeleton.js';
import { PHONE, useMediaQuery } from '../use-media-query.js';
import { arrangeRows, type Column, type Sort } from './arrange-rows.js';
import { CardList } from './CardList.js';
import { TableView } from './TableView.js';

interface DataTableProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  /** Undefined while loading. */
  rows: readonly R[] | undefined;
  rowKey: (row: R) => string | number;
  error?: unknown;
  onRetry?: () => void;
  /** Shown when there are no rows at all. */
  empty: ReactNode;
  actions?: (row: R) => ReactNode;
  /** Beside the filter. */
  toolbar?: ReactNode;
  /** Given and followed by the page when the filter lives in the URL. */
  filter?: string;
  onFilter?: (filter: string) => void;
  /** Also for long lists, where the page has its own. */
  noFilter?: boolean;
}

/** Shorter lists are seen at a glance. */
const FILTER_FROM_ROWS = 8;

export const DataTable = <R,>({
  columns,
  rows,
  error,
  onRetry,
  empty,
  toolbar,
  noFilter,
  ...props
}: DataTableProps<R>) => {
  const t = useT();
  const isPhone = useMediaQuery(PHONE);
  const [ownFilter, setOwnFilter] = useState('');
  const [sort, setSort] = useState<Sort>();
  const filter = props.filter ?? ownFilter;
  const isLong = (rows?.length ?? 0) >= FILTER_FROM_ROWS;
  const hasFilter = !noFilter && (isLong || filter !== '' || props.onFilter !== undefined);
  const shown = useMemo(() => rows && arrangeRows(rows, columns, filter, sort), [rows, columns, filter, sort]);

  const sortBy = (key: string) =>
    setSort((before) =>
      before?.key !== key
        ? { key, isDescending: false }
        : before.isDescending
          ? undefined
          : { key, isDescending: true },
    );

  if (!rows && error) return <ErrorState error={error} onRetry={onRetry} />;
  if (rows?.length === 0) return <>{empty}</>;
  const view = { caption: props.caption, columns, rowKey: props.rowKey, actions: props.actions };
  return (
    <div aria-busy={!rows}>
      {(hasFilter || toolbar) && (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-5 py-3">
          {hasFilter && (
            <SearchInput
              value={filter}
              onChange={props.onFilter ?? setOwnFilter}
              label={`${t('common.filter')}: ${props.caption}`}
              placeholder={t('common.filter')}
            />
          )}
          {toolbar}
          <p role="status" className="sr-only">
            {filter && shown ? t('common.results', { count: shown.length }) : ''}
          </p>
        </div>
      )}
      {!shown && <SkeletonRows rows={5} />}
      {shown?.length === 0 && <EmptyState title={t('common.noMatches', { query: filter })} />}
      {shown &&
        shown.length > 0 &&
        (isPhone ? (
          <CardList {...view} rows={shown} />
        ) : (
          <TableView {...view} rows={shown} sort={sort} onSort={sortBy} />
        ))}
    </div>
  );
};
