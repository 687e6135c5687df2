import { expect, it } from 'vitest';
import { connectionsSearch, loginSearch, parseSearch, stringifySearch, terminalSearch } from './search-params.js';

it('drops what a page does not know or cannot read', () => {
  expect(loginSearch({ return_to: '/docs', nonsense: 1, error: { a: 1 } })).toEqual({ return_to: '/docs' });
  expect(connectionsSearch({ q: '', edit: 'new' })).toEqual({ edit: 'new' });
  expect(terminalSearch({ service: 'x', session: 's' })).toEqual({ session: 's' });
});

it.each(['12e4567890123456', '007', 'true', 'null', '"quoted"', 'a&b=c d', '/terminal/connect?service=3#x'])(
  'carries the text %s through an address as it is',
  (text) => {
    expect(parseSearch(stringifySearch({ q: text }))).toEqual({ q: text });
  },
);

it('writes addresses as specification A prints them', () => {
  expect(stringifySearch({ connection: 'aB3x_kLm9pQ2rStU', service: undefined })).toBe('?connection=aB3x_kLm9pQ2rStU');
  expect(stringifySearch({ service: 3 })).toBe('?service=3');
  expect(stringifySearch({})).toBe('');
  expect(terminalSearch(parseSearch('?service=3'))).toEqual({ service: 3 });
});
