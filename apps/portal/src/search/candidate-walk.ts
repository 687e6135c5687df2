import type { EntityManager } from 'typeorm';
import { facet, WINDOW_MESSAGES, windowOf } from './facets.js';
import type { WantedTerms } from './message-terms.js';

/** What a message must be besides having the words. */
export interface MessageConditions {
  authorId?: number | undefined;
  /** Whether messages of an anonymous author are found by the author. */
  revealsAnonymous: boolean;
  hasImage: boolean;
  before?: Date | undefined;
  after?: Date | undefined;
  /** Authors the caller does not want to see; their anonymous messages stay, or the absence would name the author. */
  hiddenAuthorIds: readonly number[];
}

export interface CandidateFilter extends MessageConditions {
  /** No message of another room is ever looked at. */
  roomIds: readonly number[];
  /** Few rooms of many: the index is asked for them too. */
  isNarrow: boolean;
}

/** The ids to look at. */
export interface Extent {
  oldest: number;
  newest: number;
}

export interface Candidate {
  id: number;
  roomId: number;
  /** Sealed with the room's key; null where the conditions are not met. */
  body: Buffer | null;
}

const FIRST_WINDOWS = 2;
/** More windows than this are not named one by one: what is this rare is asked for as a whole. */
const MAX_WINDOWS = 64;
/** More rooms than this are compared only. */
const MAX_ROOM_FACETS = 128;

/**
 * Messages whose index entry has `terms` and has not `without`, newest first, in batches of at most
 * `wanted`. Goes back through the windows of ids: a word everybody uses is found enough in the last few thousand messages,
 * of a rare one the index knows all; in between, how many were found so far says how far to reach next.
 */
export async function* walkCandidates(
  tx: EntityManager,
  terms: WantedTerms,
  without: WantedTerms | undefined,
  filter: CandidateFilter,
  extent: Extent,
  wanted: number,
): AsyncGenerator<Candidate[]> {
  const first = windowOf(extent.oldest);
  const last = windowOf(extent.newest);
  let found = 0;
  let count = FIRST_WINDOWS;
  for (let newest = last; newest >= first;) {
    const isRest = count > MAX_WINDOWS;
    const oldest = isRest ? first : Math.max(first, newest - count + 1);
    const windows = isRest ? undefined : windowFacets(oldest, newest);
    let below = Math.min(extent.newest + 1, (newest + 1) * WINDOW_MESSAGES);
    for (let isMore = true; isMore;) {
      const candidates = await readCandidates(tx, { terms, without, filter, windows, below, wanted });
      yield candidates;
      found += candidates.length;
      isMore = candidates.length === wanted;
      below = Number(candidates.at(-1)?.id);
    }
    // None found: all the rest at once.
    count = Math.max(FIRST_WINDOWS, Math.ceil(((1.5 * wanted - found) / found) * (last - oldest + 1)));
    newest = oldest - 1;
  }
}

const windowFacets = (oldest: number, newest: number): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, at) => facet('window', newest - at));

interface Batch {
  terms: WantedTerms;
  without: WantedTerms | undefined;
  filter: CandidateFilter;
  windows: number[] | undefined;
  /** Ids from here on were seen before. */
  below: number;
  wanted: number;
}

/**
 * One for each entry of the index, whether the conditions are met or not: the caller has to know how far it came.
 * `message_id + 0` keeps PostgreSQL from walking all messages backwards in the hope of meeting the words soon.
 */
const readCandidates = async (tx: EntityManager, batch: Batch): Promise<Candidate[]> => {
  const { terms, without, filter, windows, below, wanted } = batch;
  const { roomIds, authorId, hiddenAuthorIds, before, after } = filter;
  const parameters: unknown[] = [];
  const given = (value: unknown): string => `$${parameters.push(value)}`;
  const facets = [
    ...(authorId === undefined ? [] : [facet('author', authorId)]),
    ...(filter.hasImage ? [facet('image')] : []),
  ];
  const has = ({ all, any }: WantedTerms): string[] => [
    ...(all.length > 0 ? [`e.terms @> ${given(all)}::integer[]`] : []),
    ...any.map((some) => `e.terms && ${given(some)}::integer[]`),
  ];
  const entry = [
    ...has({ all: [...terms.all, ...facets], any: terms.any }),
    `e.room_id = ANY(${given(roomIds)}::integer[])`,
    `e.message_id + 0 < ${given(below)}`,
  ];
  if (windows) entry.push(`e.terms && ${given(windows)}::integer[]`);
  if (filter.isNarrow && roomIds.length <= MAX_ROOM_FACETS)
    entry.push(`e.terms && ${given(roomIds.map((id) => facet('room', id)))}::integer[]`);
  if (without) entry.push(`NOT (${has(without).join(' AND ')})`);
  const message = ['m.deleted_at IS NULL'];
  if (authorId !== undefined) message.push(`m.user_id = ${given(authorId)}`);
  if (authorId !== undefined && !filter.revealsAnonymous) message.push('NOT m.anonymous');
  if (filter.hasImage) message.push('m.image_url IS NOT NULL');
  if (before) message.push(`m.created_at < ${given(before)}`);
  if (after) message.push(`m.created_at >= ${given(after)}`);
  if (hiddenAuthorIds.length > 0)
    message.push(`(m.anonymous OR m.user_id IS NULL OR m.user_id <> ALL(${given(hiddenAuthorIds)}::integer[]))`);
  const rows = (await tx.query(
    `SELECT c.message_id AS id, c.room_id, m.body
       FROM (SELECT e.message_id, e.room_id FROM search_entries e WHERE ${entry.join(' AND ')}
              ORDER BY e.message_id + 0 DESC LIMIT ${given(wanted)}) c
       LEFT JOIN messages m ON m.id = c.message_id AND ${message.join(' AND ')}
      ORDER BY c.message_id DESC`,
    parameters,
  )) as { id: string; room_id: number; body: Buffer | null }[];
  return rows.map(({ id, room_id, body }) => ({ id: Number(id), roomId: room_id, body }));
};
