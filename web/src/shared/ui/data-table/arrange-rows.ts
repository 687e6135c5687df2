import type { ReactNode } from 'react';

export interface Column<R> {
  key: string;
  header: string;
  /** Null where there is nothing to say. */
  cell: (row: R) => ReactNode;
  /** Makes the column sortable. Null and undefined come last either way. */
  sortBy?: (row: R) => string | number | null | undefined;
  /** What the filter looks at. */
  text?: (row: R) => string;
  align?: 'end';
  /** Takes what the other columns leave. */
  grow?: boolean;
  /** Left out of tables on narrower screens; `lg` columns also of the cards of a phone. */
  from?: 'sm' | 'md' | 'lg' | 'xl';
}

export interface Sort {
  key: string;
  isDescending: boolean;
}

/** Rows whose text holds every word of the filter, in the wanted order (or the given one without `sort`). */
export const arrangeRows = <R>(rows: readonly R[], columns: readonly Column<R>[], filter: string, sort?: Sort): R[] => {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const haystack = (row: R): string =>
    columns
      .map(({ text }) => text?.(row) ?? '')
      .join('\n')
      .toLowerCase();
  const found = rows.filter((row) => words.every((word) => haystack(row).includes(word)));
  const sortBy = columns.find(({ key }) => key === sort?.key)?.sortBy;
  if (!sortBy || !sort) return found;
  return found.sort((a, b) => compare(sortBy(a), sortBy(b), sort.isDescending ? -1 : 1));
};

const compare = (a: string | number | null | undefined, b: typeof a, direction: 1 | -1): number => {
  if (a === b) return 0;
  if (a === null || a === undefined) return 1;
  if (b === null || b === undefined) return -1;
  const order =
    typeof a === 'number' && typeof b === 'number'
      ? a - b
      : String(a).localeCompare(String(b), undefined, { numeric: true });
  return order * direction;
};
