import { useInfiniteQuery } from '@tanstack/react-query';
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
  const { data, error, refetch, isFetching, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    searchQuery(request),
  );
  if (!data) {
    if (!error) return <SkeletonRows rows={6} />;
    return <ErrorState error={error} onRetry={() => void refetch()} isRetrying={isFetching} />;
  }
  const results = data.pages.flatMap((page) => page.results);
  const { total = 0, more: hasMore = false } = data.pages[0] ?? {};
  return (
    <>
      <p role="status" className="px-4 py-2 text-sm text-ink-3">
        {total > 0 && (hasMore ? t('search.totalMore', { count: total }) : t('search.total', { count: total }))}
      </p>
      {results.length === 0 && (
        <EmptyState title={t('search.nothing', { query: request.q })}>{t('search.nothingText')}</EmptyState>
      )}
      <ul className="divide-y divide-line">
        {results.map((result) => (
          <li key={`${result.source}-${result.id}`}>
            <SearchHit result={result} onJump={() => onJump(result)} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="p-3 text-center">
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('search.more')}
          </Button>
        </div>
      )}
    </>
  );
};
