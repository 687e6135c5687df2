import { CaretDownIcon, CaretSortIcon, CaretUpIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { useT } from '../../i18n/use-t.js';
import { cx } from '../classes.js';
import type { Column, Sort } from './arrange-rows.js';

interface TableViewProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  sort: Sort | undefined;
  onSort: (key: string) => void;
  actions?: (row: R) => ReactNode;
}

const FROM = { sm: 'max-sm:hidden', md: 'max-md:hidden', lg: 'max-lg:hidden', xl: 'max-xl:hidden' };
const cellStyle = <R,>({ from, align, grow }: Column<R>) =>
  cx(
    'px-3 first:pl-5 last:pr-5',
    from && FROM[from],
    align === 'end' && 'text-right',
    grow && 'w-full max-w-0 min-w-40',
  );

export const TableView = <R,>({ caption, columns, rows, rowKey, sort, onSort, actions }: TableViewProps<R>) => {
  const t = useT();
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-left text-sm text-ink-2">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                aria-sort={sort?.key === column.key ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
                className={cx('h-9 font-medium whitespace-nowrap', cellStyle(column))}
              >
                {column.sortBy ? (
                  <button
                    type="button"
                    title={t('common.sortedBy', { column: column.header })}
                    onClick={() => onSort(column.key)}
                    className="-mx-1 inline-flex min-h-6 items-center gap-0.5 rounded-sm px-1 hover:text-ink"
                  >
                    {column.header}
                    <SortMark sort={sort?.key === column.key ? sort : undefined} />
                  </button>
                ) : (
                  column.header
                )}
              </th>
            ))}
            {actions && (
              <th scope="col" className="w-px">
                <span className="sr-only">{t('common.more')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={rowKey(row)} className="hover:bg-hover">
              {columns.map((column) => (
                <td key={column.key} className={cx('h-(--row) py-1', cellStyle(column))}>
                  {column.cell(row)}
                </td>
              ))}
              {actions && <td className="py-1 pr-5 text-right whitespace-nowrap">{actions(row)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const SortMark = ({ sort }: { sort: Sort | undefined }) => {
  if (!sort) return <CaretSortIcon aria-hidden className="text-ink-3" />;
  return sort.isDescending ? <CaretDownIcon aria-hidden /> : <CaretUpIcon aria-hidden />;
};
