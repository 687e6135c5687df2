import type { EntityManager } from 'typeorm';
import { bodyAt, type RoomKeys } from '../chat/index.js';
import { type Candidate, type CandidateFilter, type Extent, walkCandidates } from './candidate-walk.js';
import { type Match, matchText } from './match.js';
import { FITS, type MessageTerms, type WantedTerms } from './message-terms.js';
import { type SearchQuery, termsOfQuery } from './search-query.js';

/** How far one may page. */
const MAX_MATCHES = 1_000;
/** Counted whichever page is asked for. */
const MIN_COUNTED = 50;
/** Candidates looked at for each match wanted, when most of what the index names turns out not to be meant. */
const MAX_TRIES = 10;

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
 * before could not find, and opens and compares what it names: so the best are found although the search is cut soon after
 * the page that ends at `pageEnd`.
 */
export const rankMessages = async (
  tx: EntityManager,
  { query, terms, keys }: { query: SearchQuery; terms: MessageTerms; keys: RoomKeys },
  filter: CandidateFilter,
  extent: Extent,
  pageEnd: number,
): Promise<Ranking> => {
  const most = Math.min(MAX_MATCHES, Math.max(MIN_COUNTED, pageEnd));
  const messages: RankedMessage[] = [];
  let seen = 0;
  let asked: WantedTerms | undefined;
  for (const fit of FITS) {
    const wanted = termsOfQuery(query, fit, terms);
    if (asked && isSame(wanted, asked)) continue;
    for await (const candidates of walkCandidates(tx, wanted, asked, filter, extent, most + 1)) {
      seen += candidates.length;
      for (const candidate of candidates) {
        const text = await open(candidate, keys, tx);
        const match = text && matchText(query, text);
        if (match) messages.push({ id: candidate.id, roomId: candidate.roomId, ...match });
      }
      if (messages.length > most || seen > most * MAX_TRIES) return { messages: ranked(messages, most), isCut: true };
    }
    asked = wanted;
  }
  return { messages: ranked(messages, most), isCut: false };
};

const open = async ({ id, roomId, body }: Candidate, keys: RoomKeys, tx: EntityManager): Promise<string | null> => {
  if (!body) return null;
  const key = keys.peek(roomId) ?? (await keys.get(roomId, tx));
  return key.openText(body, bodyAt(id));
};

const ranked = (messages: RankedMessage[], most: number): RankedMessage[] =>
  messages.toSorted((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || b.id - a.id).slice(0, most);

const isSame = (a: WantedTerms, b: WantedTerms): boolean => JSON.stringify(a) === JSON.stringify(b);
