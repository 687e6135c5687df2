import { cx } from './classes.js';

export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cx('animate-pulse rounded-md bg-line/70', className)} />
);

/** Stands in for `rows` lines of a list with the height those will have, so nothing moves when they come. */
export const SkeletonRows = ({ rows = 3 }: { rows?: number }) => (
  <div aria-hidden className="divide-y divide-line">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="flex h-(--row) items-center gap-3 px-5">
        <Skeleton className="size-6 rounded-md" />
        <Skeleton className={cx('h-3', row % 2 ? 'w-40' : 'w-56')} />
        <Skeleton className="ml-auto h-3 w-16" />
      </div>
    ))}
  </div>
);

/** Stands in for a grid of cards with pictures. */
export const SkeletonCards = () => (
  <div aria-hidden className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
    {Array.from({ length: 6 }, (_, card) => (
      <Skeleton key={card} className="h-44 rounded-lg sm:aspect-5/4 sm:h-auto" />
    ))}
  </div>
);
