import type { Stream } from '../../../shared/api/types.js';
import { ENCODING, LIVE } from '../stream-states.js';

export interface Arranged {
  live: Stream[];
  others: Stream[];
}

/** Those whose title or owner has every word: the live ones, most watched first, and the others, those just over first. */
export const arrangeStreams = (streams: readonly Stream[], search: string): Arranged => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = streams.filter(({ title, owner }) => {
    const text = `${title}\n${owner}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const isLive = ({ is_live }: Stream): boolean => is_live === LIVE;
  const isSaving = ({ is_live }: Stream): number => (is_live === ENCODING ? 1 : 0);
  return {
    live: found.filter(isLive).sort((a, b) => b.viewer_count - a.viewer_count),
    others: found.filter((stream) => !isLive(stream)).sort((a, b) => isSaving(b) - isSaving(a)),
  };
};
