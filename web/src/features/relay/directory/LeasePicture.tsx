import { useRef } from 'react';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { cx } from '../../../shared/ui/classes.js';
import { usePicture } from '../../streams/use-picture.js';
import type { ListedLease } from '../relay-types.js';
import { pictureOf } from './lease-picture.js';

export const LeasePicture = ({ lease }: { lease: ListedLease }) => {
  const box = useRef<HTMLDivElement>(null);
  const address = pictureOf(lease);
  const picture = usePicture(box, address, false);
  return (
    <div
      ref={box}
      // On a phone what has no picture takes a strip, or many would be a long way down.
      className={cx(
        'relative grid aspect-video place-items-center overflow-hidden border-b border-line bg-sunken',
        !picture && !address?.startsWith('data:') && 'max-sm:aspect-4/1',
      )}
    >
      {picture ? (
        <img src={picture} alt="" className="absolute inset-0 size-full object-cover object-top" />
      ) : (
        <Avatar name={lease.name} size="lg" />
      )}
    </div>
  );
};
