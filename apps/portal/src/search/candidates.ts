import type { EntityManager } from 'typeorm';
import { facet } from './facets.js';
import type { WantedTerms } from './message-terms.js';

/** What a message must be besides having the words. */
export interface MessageConditions {
  authorId?: number | undefined;
  /** Whether messages of an anonymous author are found by the author. */
  revealsAnonymous: boolean;
  hasImage: boolean;
  before?: Date | undefined;
  after?: Date | undefined;
}

/** Authors the caller does not see in these rooms; their anonymous messages stay, or the absence would name the author. */
export interface Hidden {
  roomIds: readonly number[];
  authorIds: readonly number[];
}

export interface CandidateFilter extends MessageConditions {
  /** No message of another room is ever looked at. */
  roomIds: readonly number[];
  hidden: readonly Hidden[];
  /** Few rooms of many: the index is asked for them too. */
  isNarrow: boolean;
}

export interface Candidate {
  id: number;
  roomId: number;
  /** Which of `better` it has; their number, if none. */
  place: number;
  /** Sealed with the room's key; null where the conditions are not met. */
  body: Buffer | null;
}

/** Entries of the index to ask for. */
export interface Asked {
  terms: WantedTerms;
  /** What has these was seen before. */
  without?: WantedTerms | undefined;
  /** What has the first of these comes first, and so on. */
  better?: readonly WantedTerms[];
  filter: CandidateFilter;
}

export interface Reach {
  /** Windows of ids; undefined: all. */
  windows: number[] | undefined;
  /** Ids from here on were seen before. */
  below: number;
  /** Entries at most. */
  limit: number;
}

/** More rooms than this are compared only. */
const MAX_ROOM_FACETS = 128;

/** A value's place in the statement. */
type Given = (value: unknown) => string;

const parameters = (): { values: unknown[]; given: Given } => {
  const values: unknown[] = [];
  return { values, given: (value) => `$${values.push(value)}` };
};

const has = ({ all, any }: WantedTerms, given: Given): string =>
  [
    ...(all.length > 0 ? [`e.terms @> ${given(all)}::integer[]`] : []),
    ...any.map((some) => `e.terms && ${given(some)}::integer[]`),
  ].join(' AND ');

/**
 * For a row `e` of `search_entries`. `message_id + 0` keeps PostgreSQL from walking all messages backwards in the hope
 * of meeting the words soon.
 */
const isAsked = ({ terms, without, filter }: Asked, { windows, below }: Omit<Reach, 'limit'>, given: Given): string => {
  const { roomIds, authorId, hasImage, isNarrow } = filter;
  const facets = [
    ...(authorId === undefined ? [] : [facet('author', authorId)]),
    ...(hasImage ? [facet('image')] : []),
  ];
  const all = [
    has({ all: [...terms.all, ...facets], any: terms.any }, given),
    `e.room_id = ANY(${given(roomIds)}::integer[])`,
    `e.message_id + 0 < ${given(below)}`,
  ];
  if (windows) all.push(`e.terms && ${given(windows)}::integer[]`);
  if (isNarrow && roomIds.length <= MAX_ROOM_FACETS)
    all.push(`e.terms && ${given(roomIds.map((id) => facet('room', id)))}::integer[]`);
  if (without) all.push(`NOT (${has(without, given)})`);
  return all.join(' AND ');
};

/** How many entries there are of each, one more than `most` at most. */
export const countCandidates = async (
  tx: EntityManager,
  counted: readonly { asked: Asked; most: number }[],
  reach: Omit<Reach, 'limit'>,
): Promise<number[]> => {
  const { values, given } = parameters();
  const counts = counted.map(
    ({ asked, most }) =>
      `(SELECT count(*) FROM (SELECT FROM search_entries e WHERE ${isAsked(asked, reach, given)} LIMIT ${given(most + 1)}) c)`,
  );
  const [row] = (await tx.query(`SELECT ARRAY[${counts.join(', ')}]::integer[] AS counts`, values)) as [
    { counts: number[] },
  ];
  return row.counts;
};

/**
 * Entries of the index, the better first, then the newer, whether the conditions are met or not: the caller has to know
 * how far it came. The first `bodies` are read at once; to ask the index again would cost more than the others' ids.
 */
export const findCandidates = async (
  tx: EntityManager,
  asked: Asked,
  reach: Reach,
  bodies: number,
): Promise<Candidate[]> => {
  const { values, given } = parameters();
  const { better = [] } = asked;
  const places = better.map((terms, place) => `WHEN ${has(terms, given)} THEN ${place}`).join(' ');
  const place = better.length > 0 ? `CASE ${places} ELSE ${better.length} END` : '0';
  const rows = (await tx.query(
    `SELECT c.message_id AS id, c.room_id, c.place, m.body
       FROM (SELECT e.*, row_number() OVER (ORDER BY e.place, e.message_id DESC) AS number
               FROM (SELECT e.message_id, e.room_id, ${place} AS place
                       FROM search_entries e WHERE ${isAsked(asked, reach, given)}
                      ORDER BY place, e.message_id + 0 DESC LIMIT ${given(reach.limit)}) e) c
       LEFT JOIN messages m ON m.id = CASE WHEN c.number <= ${given(bodies)} THEN c.message_id END
                           AND ${meets(asked.filter, given)}
      ORDER BY c.number`,
    values,
  )) as { id: string; room_id: number; place: number; body: Buffer | null }[];
  return rows.map(({ id, room_id, place, body }) => ({ id: Number(id), roomId: room_id, place, body }));
};

/** The same candidates with their bodies. */
export const withBodies = async (
  tx: EntityManager,
  filter: CandidateFilter,
  candidates: readonly Candidate[],
): Promise<Candidate[]> => {
  const { values, given } = parameters();
  const ids = given(candidates.map(({ id }) => id));
  const rows = (await tx.query(
    `SELECT m.id, m.body FROM messages m WHERE m.id = ANY(${ids}::bigint[]) AND ${meets(filter, given)}`,
    values,
  )) as { id: string; body: Buffer | null }[];
  const bodies = new Map(rows.map(({ id, body }) => [Number(id), body]));
  return candidates.map((candidate) => ({ ...candidate, body: bodies.get(candidate.id) ?? null }));
};

/** The conditions for a row `m` of `messages`. */
const meets = (filter: CandidateFilter, given: Given): string => {
  const { authorId, revealsAnonymous, hasImage, before, after, hidden } = filter;
  const all = ['m.deleted_at IS NULL'];
  if (authorId !== undefined) all.push(`m.user_id = ${given(authorId)}`);
  if (authorId !== undefined && !revealsAnonymous) all.push('NOT m.anonymous');
  if (hasImage) all.push('m.image_url IS NOT NULL');
  if (before) all.push(`m.created_at < ${given(before)}`);
  if (after) all.push(`m.created_at >= ${given(after)}`);
  for (const { roomIds, authorIds } of hidden) {
    all.push(`(m.anonymous OR m.user_id IS NULL OR m.user_id <> ALL(${given(authorIds)}::integer[])
               OR m.room_id <> ALL(${given(roomIds)}::integer[]))`);
  }
  return all.join(' AND ');
};
