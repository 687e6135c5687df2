import type { SearchResult } from '../../../shared/api/types.js';

export interface TextPart {
  text: string;
  isHit: boolean;
}

/** A text cut where the portal found the query. */
export const highlight = (text: string, found: SearchResult['highlights']): TextPart[] => {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    const from = Math.max(start, at);
    parts.push({ text: text.slice(at, from), isHit: false }, { text: text.slice(from, end), isHit: true });
    at = end;
  }
  parts.push({ text: text.slice(at), isHit: false });
  return parts.filter((part) => part.text !== '');
};

/** How much of the text before the first hit remains to be read. */
const LEAD_CHARS = 60;

/** The parts from shortly before the first hit on, so that it shows in a few lines. */
export const excerpt = (parts: readonly TextPart[]): TextPart[] => {
  const [first, ...rest] = parts;
  if (!first || first.isHit || rest.length === 0 || first.text.length <= LEAD_CHARS) return [...parts];
  const tail = first.text.slice(-LEAD_CHARS);
  return [{ text: `…${tail.slice(tail.indexOf(' ') + 1)}`, isHit: false }, ...rest];
};
