import { useRef } from 'react';
import { RelayIcon } from '../../../shared/ui/icons.js';
import { usePicture } from '../../streams/use-picture.js';
import type { ListedLease } from '../relay-types.js';

/**
 * What the lease brings along, else what the portal has photographed. An address on another host is not followed: every
 * visitor of the directory would be known there.
 */
const pictureOf = ({ hostname, ready, metadata: { thumbnail = '' } }: ListedLease): string | undefined => {
  if (/^data:image\/(png|jpeg|webp|gif|avif);/i.test(thumbnail)) return thumbnail;
  return ready > 0 && !thumbnail ? `/ui/thumbnail/${encodeURIComponent(hostname)}` : undefined;
};

export const LeasePicture = ({ lease }: { lease: ListedLease }) => {
  const box = useRef<HTMLDivElement>(null);
  const picture = usePicture(box, pictureOf(lease), false);
  return (
    <div
      ref={box}
      className="relative grid aspect-video place-items-center overflow-hidden border-b border-line bg-sunken text-ink-3"
    >
      {picture ? (
        <img src={picture} alt="" className="absolute inset-0 size-full object-cover object-top" />
      ) : (
        <RelayIcon className="size-8 opacity-50" />
      )}
    </div>
  );
};
