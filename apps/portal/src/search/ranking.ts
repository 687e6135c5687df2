import type { EntityManager } from 'typeorm';
import { bodyAt, type RoomKeys } from '../chat/index.js';
import { type Candidate, type CandidateFilter, type Extent, walkCandidates } from './candidate-walk.js';
import { type Match, matchText } from './match.js';
import { type Fit, FITS, type MessageTerms, type WantedTerms } from './message-terms.js';
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

/** From this length on a word is taken for a rare one. */
const LONG_WORD = 6;

export interface Search {
  query: SearchQuery;
  terms: MessageTerms;
  keys: RoomKeys;
  filter: CandidateFilter;
  extent: Extent;
  /** Where the page ends that is asked for: what comes long after it is not looked for. */
  pageEnd: number;
}

/**
 * Asks the index for whole words first, then for beginnings, then for parts of words, each time only for what the time
 * before could not find, and opens and compares what it names: so the best are found although the search is cut. Rare
 * words are asked for beginnings only when there are too many parts.
 */
export const rankMessages = async (tx: EntityManager, search: Search): Promise<Ranking> => {
  const { query, pageEnd } = search;
  const most = Math.min(MAX_MATCHES, Math.max(MIN_COUNTED, pageEnd));
  const found = new Map<number, RankedMessage>();
  const collect = (fit: Fit, without?: Fit): Promise<boolean> =>
    collectMatches(tx, search, { fit, without, most, found });

  let isCut = await collect('word');
  const isLong = query.some(({ words }) => words.some(({ text }) => text.length >= LONG_WORD));
  if (!isCut && !isLong) isCut = (await collect('prefix', 'word')) || (await collect('substring', 'prefix'));
  else if (!isCut && (await collect('substring', 'word'))) {
    await collect('prefix', 'word');
    isCut = true;
  }
  const messages = [...found.values()].toSorted((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || b.id - a.id);
  return { messages: messages.slice(0, most), isCut };
};

interface Collection {
  fit: Fit;
  /** What fits so was all collected before. */
  without: Fit | undefined;
  most: number;
  found: Map<number, RankedMessage>;
}

/** Whether there may be more than `most` that fit so or better, those found before included. */
const collectMatches = async (
  tx: EntityManager,
  { query, terms, keys, filter, extent }: Search,
  { fit, without, most, found }: Collection,
): Promise<boolean> => {
  const wanted = termsOfQuery(query, fit, terms);
  const known = without && termsOfQuery(query, without, terms);
  if (known && isSame(wanted, known)) return false;
  let seen = 0;
  let fitting = [...found.values()].filter((message) => isAsGood(message.fit, fit)).length;
  for await (const candidates of walkCandidates(tx, wanted, known, filter, extent, most + 1)) {
    seen += candidates.length;
    for (const candidate of candidates) {
      if (found.has(candidate.id)) continue;
      const text = await open(candidate, keys, tx);
      const match = text && matchText(query, text);
      if (!match) continue;
      found.set(candidate.id, { id: candidate.id, roomId: candidate.roomId, ...match });
      if (isAsGood(match.fit, fit)) fitting++;
    }
    if (fitting > most || seen > most * MAX_TRIES) return true;
  }
  return false;
};

const isAsGood = (fit: Fit, wanted: Fit): boolean => FITS.indexOf(fit) <= FITS.indexOf(wanted);

const open = async ({ id, roomId, body }: Candidate, keys: RoomKeys, tx: EntityManager): Promise<string | null> => {
  if (!body) return null;
  const key = keys.peek(roomId) ?? (await keys.get(roomId, tx));
  return key.openText(body, bodyAt(id));
};

const isSame = (a: WantedTerms, b: WantedTerms): boolean => JSON.stringify(a) === JSON.stringify(b);
