import type { EntityManager } from 'typeorm';
import { type Asked, type Candidate, countCandidates, findCandidates, type Reach, withBodies } from './candidates.js';
import { facet, WINDOW_MESSAGES, windowOf } from './facets.js';

/** The ids to look at. */
export interface Extent {
  oldest: number;
  newest: number;
}

/** How far to go. */
export interface Goal {
  /** Candidates at most. */
  tries: number;
  /** How many of the candidates so far were meant. */
  matched: () => number;
  /** How many more are wanted. */
  missing: () => number;
}

const FIRST_WINDOWS = 2;
/** Parts too short to be asked for as one are in so many messages that the beginning of a window has enough. */
const FIRST_WINDOWS_OF_SHORT = 1;
/** More windows than this are not named one by one: what is this rare is asked for as a whole. */
const MAX_WINDOWS = 64;
/** Rather some more than one more question. */
const ENOUGH = 1.25;
/** Where none was meant so far, one of so many is taken to be. */
const UNLUCKY = 8;
const MIN_BODIES = 32;
const MAX_BODIES = 256;

/** Of each, whether there are hardly more candidates than `tries`, going by the newest. */
export const areFew = async (
  tx: EntityManager,
  guessed: readonly { asked: Asked; tries: number }[],
  extent: Extent,
): Promise<boolean[]> => {
  const newest = windowOf(extent.newest);
  const oldest = Math.max(windowOf(extent.oldest), newest - FIRST_WINDOWS + 1);
  const share = (newest - oldest + 1) / (newest - windowOf(extent.oldest) + 1);
  const counted = guessed.map(({ asked, tries }) => ({ asked, most: Math.floor(tries * share) }));
  const reach = { windows: windowFacets(oldest, newest), below: extent.newest + 1 };
  const counts = await countCandidates(tx, counted, reach);
  return counted.map(({ most }, at) => counts[at]! <= most);
};

/** All candidates, the better first, then the newer, in batches. */
export const allCandidates = (
  tx: EntityManager,
  asked: Asked,
  extent: Extent,
  goal: Goal,
): AsyncGenerator<Candidate[]> =>
  readInBatches(tx, asked, { windows: undefined, below: extent.newest + 1, limit: goal.tries }, goal);

/**
 * Candidates, newest first, in batches. Goes back through the windows of ids: a word everybody uses is found enough in
 * the last few thousand messages, of a rare one the index knows all; in between, how many were meant so far says how far
 * to reach next, at least twice as far as before.
 */
export async function* walkCandidates(
  tx: EntityManager,
  asked: Asked,
  extent: Extent,
  goal: Goal,
): AsyncGenerator<Candidate[]> {
  const last = windowOf(extent.newest);
  const first = windowOf(extent.oldest);
  let seen = 0;
  let below = extent.newest + 1;
  let count = asked.terms.any.length > 0 ? FIRST_WINDOWS_OF_SHORT : FIRST_WINDOWS;
  for (let newest = last; newest >= first && seen < goal.tries; newest = windowOf(below - 1)) {
    const oldest = Math.max(first, newest - count + 1);
    const windows = newest - oldest < MAX_WINDOWS ? windowFacets(oldest, newest) : undefined;
    // What is common is hardly looked at further than this.
    const limit = newest === last ? MIN_BODIES + goal.missing() : goal.tries - seen;
    const before = seen;
    for await (const candidates of readInBatches(tx, asked, { windows, below, limit }, goal)) {
      seen += candidates.length;
      below = candidates.at(-1)!.id;
      yield candidates;
    }
    if (seen - before < limit) below = oldest * WINDOW_MESSAGES;
    const meant = Math.max(goal.matched(), seen / UNLUCKY);
    const walked = (extent.newest + 1 - below) / WINDOW_MESSAGES;
    count = Math.ceil(Math.max(2, (ENOUGH * goal.missing()) / meant || 0) * walked);
  }
}

/** As many at once as are probably needed. */
async function* readInBatches(
  tx: EntityManager,
  asked: Asked,
  reach: Reach,
  { matched, missing }: Goal,
): AsyncGenerator<Candidate[]> {
  const before = matched();
  const sizeAfter = (seen: number): number => {
    const share = (matched() - before + 1) / (seen + 1);
    return Math.min(MAX_BODIES, Math.max(MIN_BODIES, Math.ceil((ENOUGH * missing()) / share)));
  };
  let size = sizeAfter(0);
  const found = await findCandidates(tx, asked, reach, size);
  for (let at = 0; at < found.length; at += size, size = sizeAfter(at)) {
    const some = found.slice(at, at + size);
    yield at === 0 ? some : await withBodies(tx, asked.filter, some);
  }
}

const windowFacets = (oldest: number, newest: number): number[] =>
  Array.from({ length: newest - oldest + 1 }, (_, at) => facet('window', newest - at));
