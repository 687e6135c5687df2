import { QueryClient } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { showViewers } from './viewer-news.js';

it('changes the count of one stream wherever it is shown, and of nothing else', () => {
  const queries = new QueryClient();
  const others = [{ id: 7, name: 'Relay' }];
  queries.setQueryData(
    ['streams', 'public'],
    [
      { id: 7, viewer_count: 0 },
      { id: 8, viewer_count: 3 },
    ],
  );
  queries.setQueryData(['streams', 'one', 7], { id: 7, viewer_count: 0 });
  queries.setQueryData(['streams', 'relays', 9], others);

  showViewers(queries, { id: 7, viewer_count: 12 });

  expect(queries.getQueryData(['streams', 'public'])).toEqual([
    { id: 7, viewer_count: 12 },
    { id: 8, viewer_count: 3 },
  ]);
  expect(queries.getQueryData(['streams', 'one', 7])).toEqual({ id: 7, viewer_count: 12 });
  expect(queries.getQueryData(['streams', 'relays', 9])).toEqual(others);
});
