import type { ReactNode } from 'react';
import type { Column } from './arrange-rows.js';

interface CardListProps<R> {
  caption: string;
  columns: readonly Column<R>[];
  rows: readonly R[];
  rowKey: (row: R) => string | number;
  actions?: (row: R) => ReactNode;
}

/** The same rows on a phone: the first column as heading, the others as a list of facts. */
export const CardList = <R,>({ caption, columns, rows, rowKey, actions }: CardListProps<R>) => {
  const [heading, ...facts] = columns.filter(({ from }) => from !== 'lg');
  return (
    <ul aria-label={caption} className="divide-y divide-line">
      {rows.map((row) => (
        <li key={rowKey(row)} className="px-5 py-3">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0 grow pt-1.5">{heading?.cell(row)}</div>
            {actions && <div className="flex shrink-0">{actions(row)}</div>}
          </div>
          <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
            {facts.map((column) => {
              const fact = column.cell(row);
              return (
                fact !== null && (
                  <div key={column.key} className="col-span-2 grid grid-cols-subgrid">
                    <dt className="text-ink-3">{column.header}</dt>
                    <dd className="min-w-0 text-right">{fact}</dd>
                  </div>
                )
              );
            })}
          </dl>
        </li>
      ))}
    </ul>
  );
};
