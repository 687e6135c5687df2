import type { ListedLease } from '../relay-types.js';

/**
 * What the lease brings along, else what the portal has photographed. An address on another host is not followed: every
 * visitor of the directory would be known there.
 */
export const pictureOf = ({ hostname, ready, metadata: { thumbnail = '' } }: ListedLease): string | undefined => {
  if (/^data:image\/(png|jpeg|webp|gif|avif);/i.test(thumbnail)) return thumbnail;
  return ready > 0 && !thumbnail.startsWith('data:') ? `/ui/thumbnail/${encodeURIComponent(hostname)}` : undefined;
};
