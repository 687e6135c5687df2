import type { SearchRequest } from './search-queries.js';

/** Where somebody searches from: the room that shows. */
export interface SearchPlace {
  kind: 'channel' | 'dm';
  id: number;
  name: string;
}

export interface SearchValues {
  q: string;
  /** `here` is the room that shows. */
  scope: 'all' | 'channels' | 'dms' | 'here';
  from: string;
  hasImage: boolean;
  /** Days as the calendar of the person has them. */
  after: string;
  before: string;
}

export const NO_FILTERS = { scope: 'all', from: '', hasImage: false, after: '', before: '' } as const;

export const isFiltered = ({ scope, from, hasImage, after, before }: SearchValues): boolean =>
  scope !== 'all' || hasImage || Boolean(from.trim() || after || before);

export const searchRequest = (values: SearchValues, place: SearchPlace | undefined): SearchRequest => {
  const { q, scope, from, hasImage, after, before } = values;
  const name = from.trim().replace(/^@/, '');
  return {
    q: q.trim(),
    ...whereOf(scope, place),
    ...(name && { from: name }),
    ...(hasImage && { has: 'image' as const }),
    ...(after && { after: startOf(after, 0) }),
    ...(before && { before: startOf(before, 1) }),
  };
};

const whereOf = (
  scope: SearchValues['scope'],
  place: SearchPlace | undefined,
): Pick<SearchRequest, 'scope' | 'channel_id' | 'conversation_id'> => {
  if (scope !== 'here') return { scope };
  if (!place) return { scope: 'all' };
  return place.kind === 'channel'
    ? { scope: 'channels', channel_id: place.id }
    : { scope: 'dms', conversation_id: place.id };
};

/** The moment a day begins here, `plus` days later. */
const startOf = (day: string, plus: number): string => {
  const start = new Date(`${day}T00:00`);
  start.setDate(start.getDate() + plus);
  return start.toISOString();
};
