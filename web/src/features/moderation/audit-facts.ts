import type { AuditEntry } from '../../shared/api/types.js';

export type Fact = [name: string, value: string];

/** Shown as words, or told already by the sentence. */
const TOLD = ['text', 'reason', 'matched', 'unreadable'];

/** What else the portal wrote down about an act. */
export const factsOf = (details: AuditEntry['details']): Fact[] =>
  Object.entries(details ?? {})
    .filter(([name, value]) => !TOLD.includes(name) && value !== null && value !== '')
    .map(([name, value]) => [
      name.replaceAll('_', ' '),
      typeof value === 'string' ? value : JSON.stringify(value).replaceAll(/([,:])(?=["[{\d])/g, '$1 '),
    ]);
