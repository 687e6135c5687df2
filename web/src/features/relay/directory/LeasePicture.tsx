import { useRef } from 'react';
import { RelayIcon } from '../../../shared/ui/icons.js';
import { usePicture } from '../../streams/use-picture.js';
import type { ListedLease } from '../relay-types.js';
import { pictureOf } from './lease-picture.js';

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
