import { ClockIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { useOpenSession } from '../sessions/open-session.js';
import { recentSessionsQuery } from '../sessions/session-queries.js';

export const RecentSessions = () => {
  const t = useT();
  const format = useFormat();
  const open = useOpenSession();
  const { data, error, refetch } = useQuery(recentSessionsQuery);
  return (
    <Card flush title={t('dashboard.recent')}>
      <div className="border-t border-line">
        {!data && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />)}
        {data?.length === 0 && <EmptyState icon={<ClockIcon />} title={t('dashboard.recentEmpty')} />}
        {data && data.length > 0 && (
          <ul className="divide-y divide-line">
            {data.map((session) => (
              <li key={session.id}>
                <button
                  type="button"
                  onClick={() => open(session)}
                  className="flex min-h-(--row) w-full items-center justify-between gap-4 px-5 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2"
                >
                  <span className="min-w-0">
                    <span className="block truncate font-medium">{session.name}</span>
                    <span className="block truncate text-sm text-ink-3">{session.host}</span>
                  </span>
                  <time
                    dateTime={session.started_at}
                    title={format.dateTime(session.started_at)}
                    className="shrink-0 text-sm text-ink-3"
                  >
                    {format.ago(session.started_at)}
                  </time>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
};
