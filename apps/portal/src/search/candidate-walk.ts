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
/** More windows than this are not named one by one: what is this rare is asked for as a whole. */
const MAX_WINDOWS = 64;
/** Rather some more than one more question. */
const ENOUGH = 1.25;
/** Where none was meant so far, one of so many is taken to be. */
const UNLUCKY = 8;
const MIN_BODIES = 32;
const MAX_BODIES = 256;

/** Whether there are hardly more than `tries` candidates, going by the newest. */
export const areFew = async (tx: EntityManager, asked: Asked, extent: Extent, tries: number): Promise<boolean> => {
  const newest = windowOf(extent.newest);
  const oldest = Math.max(windowOf(extent.oldest), newest - FIRST_WINDOWS + 1);
  const most = Math.floor((tries * (newest - oldest + 1)) / (newest - windowOf(extent.oldest) + 1));
  const reach = { windows: windowFacets(oldest, newest), below: extent.newest + 1, limit: most + 1 };
  return (await countCandidates(tx, asked, reach)) <= most;
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
  let count = FIRST_WINDOWS;
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
    const walked = last - windowOf(below - 1);
    count = Math.max(2 * count, Math.ceil((ENOUGH * goal.missing() * walked) / meant) || 0);
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
