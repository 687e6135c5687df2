import { describe, expect, it } from 'vitest';
import { arrangeRows, type Column } from './arrange-rows.js';

interface Row {
  name: string;
  used: string | null;
}
const rows: Row[] = [
  { name: 'web-10', used: '2026-01-02' },
  { name: 'web-9', used: null },
  { name: 'database', used: '2026-01-01' },
];
const columns: Column<Row>[] = [
  { key: 'name', header: '', cell: () => null, text: (row) => row.name, sortBy: (row) => row.name },
  { key: 'used', header: '', cell: () => null, sortBy: (row) => row.used },
];
const names = (...args: [filter: string, sort?: { key: string; isDescending: boolean }]) =>
  arrangeRows(rows, columns, ...args).map(({ name }) => name);

describe('the rows of a table', () => {
  it('stay in the given order without a sort', () => {
    expect(names('')).toEqual(['web-10', 'web-9', 'database']);
  });

  it('must hold every word of the filter, in any case', () => {
    expect(names('WEB 9')).toEqual(['web-9']);
    expect(names('web data')).toEqual([]);
  });

  it('count digits as numbers', () => {
    expect(names('', { key: 'name', isDescending: false })).toEqual(['database', 'web-9', 'web-10']);
  });

  it('keep the empty ones last either way', () => {
    expect(names('', { key: 'used', isDescending: false })).toEqual(['database', 'web-10', 'web-9']);
    expect(names('', { key: 'used', isDescending: true })).toEqual(['web-10', 'database', 'web-9']);
  });

  it('do not change the list they come from', () => {
    arrangeRows(rows, columns, '', { key: 'name', isDescending: true });
    expect(rows[0]?.name).toBe('web-10');
  });
});
