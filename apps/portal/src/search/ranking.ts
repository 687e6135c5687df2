import type { EntityManager } from 'typeorm';
import { bodyAt, type RoomKeys } from '../chat/index.js';
import { type Candidate, type CandidateFilter, type Extent, walkCandidates } from './candidate-walk.js';
import { type Match, matchText } from './match.js';
import { FITS, type MessageTerms, type WantedTerms } from './message-terms.js';
import { type SearchQuery, termsOfQuery } from './search-query.js';

/** What is ranked, counted and paged through. */
export const MAX_MATCHES = 200;
/** What the index names for one search at most, when more of it turns out not to be meant. */
const MAX_CANDIDATES = 2_000;

export interface RankedMessage extends Match {
  id: number;
  roomId: number;
}

export interface Ranking {
  /** The best first. */
  messages: RankedMessage[];
  /** There were more. */
  isCut: boolean;
}

/**
 * Asks the index for whole words first, then for beginnings, then for parts of words, each time only for what the time
 * before could not find, and opens and compares what it names: so the best are found although the search is cut.
 */
export const rankMessages = async (
  tx: EntityManager,
  { query, terms, keys }: { query: SearchQuery; terms: MessageTerms; keys: RoomKeys },
  filter: CandidateFilter,
  extent: Extent,
): Promise<Ranking> => {
  const messages: RankedMessage[] = [];
  let seen = 0;
  let asked: WantedTerms | undefined;
  for (const fit of FITS) {
    const wanted = termsOfQuery(query, fit, terms);
    if (asked && isSame(wanted, asked)) continue;
    for await (const candidates of walkCandidates(tx, wanted, asked, filter, extent, MAX_MATCHES + 1)) {
      seen += candidates.length;
      for (const candidate of candidates) {
        const text = await open(candidate, keys, tx);
        const match = text && matchText(query, text);
        if (match) messages.push({ id: candidate.id, roomId: candidate.roomId, ...match });
      }
      if (messages.length > MAX_MATCHES || seen > MAX_CANDIDATES) return { messages: ranked(messages), isCut: true };
    }
    asked = wanted;
  }
  return { messages: ranked(messages), isCut: false };
};

const open = async ({ id, roomId, body }: Candidate, keys: RoomKeys, tx: EntityManager): Promise<string | null> => {
  if (!body) return null;
  const key = keys.peek(roomId) ?? (await keys.get(roomId, tx));
  return key.openText(body, bodyAt(id));
};

const ranked = (messages: RankedMessage[]): RankedMessage[] =>
  messages.toSorted((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || b.id - a.id).slice(0, MAX_MATCHES);

const isSame = (a: WantedTerms, b: WantedTerms): boolean => JSON.stringify(a) === JSON.stringify(b);
