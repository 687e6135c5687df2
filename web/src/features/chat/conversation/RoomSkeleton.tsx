import { cx } from '../../../shared/ui/classes.js';
import { Skeleton } from '../../../shared/ui/Skeleton.js';

const WIDTHS = ['w-3/5', 'w-2/5', 'w-4/5', 'w-1/3', 'w-1/2', 'w-2/3'];

/** Stands where the messages will be. */
export const RoomSkeleton = ({ label }: { label: string }) => (
  <div aria-busy className="flex min-h-0 grow flex-col justify-end gap-5 overflow-hidden px-4 py-4">
    <span className="sr-only">{label}</span>
    {WIDTHS.map((width) => (
      <div key={width} className="flex gap-3">
        <Skeleton className="size-9 shrink-0 rounded-full" />
        <div className="grid grow gap-2">
          <Skeleton className="h-3 w-28" />
          <Skeleton className={cx('h-3', width)} />
        </div>
      </div>
    ))}
  </div>
);
