import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Card } from './Card.js';
import { ErrorState } from './ErrorState.js';
import { Skeleton, SkeletonCards } from './Skeleton.js';

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** Of what will be there, so that nothing jumps. */
  height: `h-${string}` | 'cards';
  children: (data: T) => ReactNode;
}

/** The cards of a page once their data is there; until then their place, or why it did not come. */
export const Loaded = <T,>({ query: { data, error, refetch }, height, children }: LoadedProps<T>) => {
  if (data !== undefined) return children(data);
  if (!error) return height === 'cards' ? <SkeletonCards /> : <Skeleton className={`${height} rounded-lg`} />;
  return (
    <Card>
      <ErrorState error={error} onRetry={refetch} />
    </Card>
  );
};
