import type { AuditEntry } from '../../shared/api/types.js';

/** One thing the portal wrote down about an act; `before` only where it is another one now. */
export interface Fact {
  /** The names of what it stands in, then its own. */
  path: readonly string[];
  value: unknown;
  before?: unknown;
}

/** Shown as words, or told already by the sentence. */
const TOLD = ['text', 'reason', 'matched', 'unreadable'];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What else the portal wrote down about an act, one fact for each value. */
export const factsOf = ({ action, details }: Pick<AuditEntry, 'action' | 'details'>): Fact[] => {
  const [, changed] = /\.([a-z]+)_changed$/.exec(action) ?? [];
  const told = Object.entries(details ?? {}).filter(([name]) => !TOLD.includes(name));
  return factsIn(Object.fromEntries(told), []).map((fact) =>
    fact.path.length === 0 && changed ? { ...fact, path: [changed] } : fact,
  );
};

const factsIn = (value: unknown, path: readonly string[]): Fact[] => {
  if (value === null || value === '') return [];
  if (!isRecord(value)) return [{ path, value }];
  if ('from' in value && 'to' in value) return changesIn(value['from'], value['to'], path);
  if ('before' in value && 'after' in value) return changesIn(value['before'], value['after'], path);
  return Object.entries(value).flatMap(([name, inner]) => factsIn(inner, [...path, name]));
};

const changesIn = (before: unknown, value: unknown, path: readonly string[]): Fact[] => {
  if (isRecord(before) && isRecord(value)) {
    const names = new Set([...Object.keys(before), ...Object.keys(value)]);
    return [...names].flatMap((name) => changesIn(before[name], value[name], [...path, name]));
  }
  return JSON.stringify(before) === JSON.stringify(value) ? [] : [{ path, value, before }];
};
