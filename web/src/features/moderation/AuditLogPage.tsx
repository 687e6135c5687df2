import { ActivityLogIcon } from '@radix-ui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { auditQuery, type AuditFilters } from './audit-queries.js';
import { AuditFilterBar } from './AuditFilterBar.js';
import { AuditRow } from './AuditRow.js';
import { useEndInView } from './use-end-in-view.js';

const route = getRouteApi('/shell/admin/audit-log');

/** What moderators and automatic rules did; the filters stay in the address. */
export const AuditLogPage = () => {
  const t = useT();
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const log = useInfiniteQuery(auditQuery(filters));
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const entries = data?.pages.flatMap((page) => page.entries);
  const isFiltered = Object.keys(filters).length > 0;
  const end = useEndInView(() => {
    if (hasNextPage && !isFetchingNextPage && !log.isFetchNextPageError) void fetchNextPage();
  });
  const change = (next: AuditFilters) => void navigate({ search: next, replace: true });

  return (
    <>
      <PageHeader title={t('moderation.audit')} description={t('moderation.auditText')} />
      <Card flush>
        <AuditFilterBar filters={filters} onChange={change} />
        {!entries && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={8} />)}
        {entries?.length === 0 && (
          <EmptyState
            icon={<ActivityLogIcon />}
            title={isFiltered ? t('moderation.auditNothing') : t('moderation.auditEmpty')}
            action={isFiltered && <Button onClick={() => change({})}>{t('moderation.clearFilters')}</Button>}
          />
        )}
        {entries && entries.length > 0 && (
          <ol aria-label={t('moderation.audit')} aria-busy={log.isPlaceholderData} className="divide-y divide-line">
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
        )}
        {hasNextPage && (
          <div ref={end} className="border-t border-line px-5 py-3 text-center">
            <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
              {t('moderation.showMore')}
            </Button>
          </div>
        )}
      </Card>
    </>
  );
};
