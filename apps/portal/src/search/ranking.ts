import type { EntityManager } from 'typeorm';
import { bodyAt, type RoomKeys } from '../chat/index.js';
import { allCandidates, areFew, type Extent, walkCandidates } from './candidate-walk.js';
import type { Asked, Candidate, CandidateFilter } from './candidates.js';
import { type Match, matchText } from './match.js';
import { type Fit, FITS, type MessageTerms, type WantedTerms } from './message-terms.js';
import { type SearchQuery, termsOfQuery } from './search-query.js';

/** How far one may page. */
const MAX_MATCHES = 1_000;
/** Counted whichever page is asked for. */
const MIN_COUNTED = 50;
/** Candidates looked at for each match wanted, when most of what the index names turns out not to be meant. */
const MAX_TRIES = 10;
/** Of these, what has the parts is read at once; of more, to ask again for the next newest costs less. */
const FEW_PARTS = 1 / 2;
const FEW_BEGINNINGS = 1 / 4;

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

export interface Search {
  query: SearchQuery;
  terms: MessageTerms;
  keys: RoomKeys;
  filter: CandidateFilter;
  extent: Extent;
  /** Where the page ends that is asked for: what comes long after it is not looked for. */
  pageEnd: number;
}

/** The best, newest first; all others that fit as well or better were found, unless it is cut. */
export const rankMessages = async (tx: EntityManager, search: Search): Promise<Ranking> => {
  const { query, terms, filter, extent, pageEnd } = search;
  const most = Math.min(MAX_MATCHES, Math.max(MIN_COUNTED, pageEnd));
  const tries = most * MAX_TRIES;
  const [word, prefix, substring] = FITS.map((fit) => termsOfQuery(query, fit, terms)) as ThreeTerms;
  const findings = new Findings(tx, search, most);
  const rare = await rareAmong(
    tx,
    [
      { asked: { terms: substring, filter }, tries: tries * FEW_PARTS },
      { asked: { terms: prefix, filter }, tries: tries * FEW_BEGINNINGS },
    ],
    extent,
  );
  const collect = async (): Promise<boolean> => {
    if (rare.has(substring)) return collectAll(findings, { terms: substring, better: [word, prefix], filter }, tries);
    if (!rare.has(prefix)) return collectByFit(findings, [word, prefix, substring], tries);
    return (
      (await collectAll(findings, { terms: prefix, better: [word], filter }, tries)) ||
      collectByFit(findings, [word, prefix, substring], tries, ['substring'])
    );
  };
  const isCut = await collect();
  return { messages: findings.best(), isCut };
};

type ThreeTerms = [word: WantedTerms, prefix: WantedTerms, substring: WantedTerms];

/** Parts too short to be asked for as one are never rare. */
const rareAmong = async (
  tx: EntityManager,
  guessed: readonly { asked: Asked; tries: number }[],
  extent: Extent,
): Promise<Set<WantedTerms>> => {
  const askable = guessed.filter(({ asked }) => asked.terms.any.length === 0);
  const few = askable.length > 0 ? await areFew(tx, askable, extent) : [];
  return new Set(askable.flatMap(({ asked }, at) => (few[at] ? [asked.terms] : [])));
};

/** Asks once for whatever has the parts. Whether it was cut. */
const collectAll = async (findings: Findings, asked: Asked, tries: number): Promise<boolean> => {
  let seen = 0;
  const goal = { tries, matched: () => findings.size, missing: () => findings.missing('substring') };
  for await (const candidates of allCandidates(findings.tx, asked, findings.search.extent, goal)) {
    seen += candidates.length;
    for (const candidate of candidates) await findings.add(candidate, FITS[candidate.place]!);
    // What comes later does not fit better than the last.
    if (findings.missing(FITS[candidates.at(-1)!.place]!) <= 0) return true;
  }
  return seen >= tries;
};

/** Asks for whole words, then for beginnings, then for parts of words, each time only for what was not seen before. */
const collectByFit = async (
  findings: Findings,
  terms: ThreeTerms,
  tries: number,
  fits: readonly Fit[] = FITS,
): Promise<boolean> => {
  const { tx, search } = findings;
  for (const fit of fits) {
    const at = FITS.indexOf(fit);
    const missing = (): number => findings.missing(fit);
    if (missing() <= 0) return true;
    const without = terms[at - 1];
    if (without && isSame(terms[at]!, without)) continue;
    const asked = { terms: terms[at]!, without, filter: search.filter };
    const before = missing();
    const goal = { tries, matched: () => before - missing(), missing };
    let seen = 0;
    for await (const candidates of walkCandidates(tx, asked, search.extent, goal)) {
      seen += candidates.length;
      for (const candidate of candidates) await findings.add(candidate, fit);
      if (missing() <= 0) return true;
    }
    if (seen >= tries) return true;
  }
  return false;
};

/** What was found to be meant. */
class Findings {
  private readonly found = new Map<number, RankedMessage>();
  /** By how well they fit; those apart that were found among what promised to fit better, in no order of time. */
  private readonly inTurn: Record<Fit, number> = { word: 0, prefix: 0, substring: 0 };
  private readonly early: Record<Fit, number> = { word: 0, prefix: 0, substring: 0 };

  constructor(
    readonly tx: EntityManager,
    readonly search: Search,
    private readonly most: number,
  ) {}

  get size(): number {
    return this.found.size;
  }

  /** How many more would be too many, when all that fit better were found. */
  missing(fit: Fit): number {
    const better = FITS.slice(0, FITS.indexOf(fit));
    const sum = better.reduce((count, each) => count + this.inTurn[each] + this.early[each], this.inTurn[fit]);
    return this.most + 1 - sum;
  }

  /** `promised`: how well it fits at best. */
  async add(candidate: Candidate, promised: Fit): Promise<void> {
    const { id, roomId } = candidate;
    if (this.found.has(id)) return;
    const text = await this.open(candidate);
    const match = text && matchText(this.search.query, text);
    if (!match) return;
    this.found.set(id, { id, roomId, ...match });
    (match.fit === promised ? this.inTurn : this.early)[match.fit]++;
  }

  best(): RankedMessage[] {
    return [...this.found.values()]
      .toSorted((a, b) => FITS.indexOf(a.fit) - FITS.indexOf(b.fit) || b.id - a.id)
      .slice(0, this.most);
  }

  private async open({ id, roomId, body }: Candidate): Promise<string | null> {
    if (!body) return null;
    const { keys } = this.search;
    const key = keys.peek(roomId) ?? (await keys.get(roomId, this.tx));
    return key.openText(body, bodyAt(id));
  }
}

const isSame = (a: WantedTerms, b: WantedTerms): boolean => JSON.stringify(a) === JSON.stringify(b);
