import { expect, it } from 'vitest';
import { connectionsSearch, loginSearch, terminalSearch } from './search-params.js';

it('drops what a page does not know or cannot read', () => {
  expect(loginSearch({ return_to: '/docs', nonsense: 1, error: { a: 1 } })).toEqual({ return_to: '/docs' });
  expect(connectionsSearch({ q: '', edit: 'new' })).toEqual({ edit: 'new' });
  expect(terminalSearch({ service: 'x' })).not.toHaveProperty('service');
});

it('takes numbers where the router has parsed text as such', () => {
  expect(connectionsSearch({ q: 22 })).toEqual({ q: '22' });
  expect(terminalSearch({ service: 3, connection: 12345678 })).toMatchObject({ service: 3, connection: '12345678' });
});
