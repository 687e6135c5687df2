import { expect, it } from 'vitest';
import type { Stream } from '../../../shared/api/types.js';
import { arrangeStreams } from './arrange-streams.js';

const stream = (title: string, is_live: number, viewer_count = 0): Stream =>
  ({ title, is_live, viewer_count, owner: 'Una' }) as Stream;

const STREAMS = [
  stream('Quay at noon', 0),
  stream('Lighthouse', 1, 2),
  stream('Crane', 2),
  stream('Quay by night', 1, 30),
];

const titles = (streams: readonly Stream[]): string[] => streams.map(({ title }) => title);

it('puts live streams first, most watched at the top, and those being saved before those that are off', () => {
  const { live, others } = arrangeStreams(STREAMS, '');
  expect(titles(live)).toEqual(['Quay by night', 'Lighthouse']);
  expect(titles(others)).toEqual(['Crane', 'Quay at noon']);
});

it('finds every word in the title or the name of the owner', () => {
  const { live, others } = arrangeStreams(STREAMS, ' una QUAY ');
  expect(titles([...live, ...others])).toEqual(['Quay by night', 'Quay at noon']);
});
