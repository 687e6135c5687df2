import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { errorText } from '../../../shared/api/error-text.js';
import type { SearchResult } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { SkeletonRows } from '../../../shared/ui/Skeleton.js';
import { searchQuery, type SearchRequest } from './search-queries.js';
import { SearchHit } from './SearchHit.js';

interface SearchResultsProps {
  request: SearchRequest;
  onJump: (result: SearchResult) => void;
}

export const SearchResults = ({ request, onJump }: SearchResultsProps) => {
  const t = useT();
  const { data, error, refetch, isFetching, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } =
    useInfiniteQuery(searchQuery(request));
  const list = useRef<HTMLUListElement>(null);
  /** How many there were when somebody asked for more. */
  const before = useRef<number>(undefined);
  const count = data?.pages.reduce((sum, page) => sum + page.results.length, 0) ?? 0;

  // The reader goes on with the first of those; with the last ones the button they pressed is gone.
  useEffect(() => {
    if (before.current === undefined || count <= before.current) return;
    list.current?.children[before.current]?.querySelector('button')?.focus();
    before.current = undefined;
  }, [count]);

  if (!data) {
    if (!error) return <SkeletonRows rows={6} />;
    return <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  }
  const results = data.pages.flatMap((page) => page.results);
  const { total = 0, more: hasMore = false } = data.pages.at(-1) ?? {};
  const showMore = () => {
    before.current = count;
    void fetchNextPage();
  };
  return (
    <>
      <p role="status" className="px-4 py-2 text-sm text-ink-3">
        {total > 0 && (hasMore ? t('search.totalMore', { count: total }) : t('search.total', { count: total }))}
      </p>
      {results.length === 0 && (
        <EmptyState title={t('search.nothing', { query: request.q })}>{t('search.nothingText')}</EmptyState>
      )}
      <ul ref={list} className="divide-y divide-line">
        {results.map((result) => (
          <li key={`${result.source}-${result.id}`}>
            <SearchHit result={result} onJump={() => onJump(result)} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="p-3 text-center">
          <Button size="sm" busy={isFetchingNextPage} onClick={showMore}>
            {t('search.more')}
          </Button>
          {isFetchNextPageError && (
            <p role="alert" className="mt-2 text-sm text-bad">
              {errorText(error, t)}
            </p>
          )}
        </div>
      )}
    </>
  );
};
