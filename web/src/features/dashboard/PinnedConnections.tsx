import { useQuery } from '@tanstack/react-query';
import { DrawingPinFilledIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import type { Connection } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { NamedIcon, PlugIcon } from '../../shared/ui/icons.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { NewConnectionLink } from '../connections/NewConnectionLink.js';
import { connectionsQuery } from '../connections/connection-queries.js';
import { useOpenConnection } from '../connections/open-viewer.js';

const GRID = 'grid gap-3 sm:grid-cols-2 lg:grid-cols-3';

export const PinnedConnections = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(connectionsQuery);
  const pinned = data?.filter(({ is_pinned }) => is_pinned);
  return (
    <section aria-labelledby="pinned">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id="pinned" className="font-semibold">
          {t('dashboard.pinned')}
        </h2>
        <Link to="/connections" className="text-sm font-medium text-accent-ink underline-offset-4 hover:underline">
          {t('dashboard.all')}
        </Link>
      </div>
      {!data && !error && (
        <div className={GRID} aria-busy="true">
          {[1, 2, 3].map((key) => (
            <Skeleton key={key} className="h-18 rounded-lg" />
          ))}
        </div>
      )}
      {!data && error && (
        <Card>
          <ErrorState error={error} onRetry={refetch} />
        </Card>
      )}
      {pinned && pinned.length > 0 && (
        <ul className={GRID}>
          {pinned.map((connection) => (
            <li key={connection.id}>
              <PinnedTile connection={connection} />
            </li>
          ))}
        </ul>
      )}
      {data && pinned?.length === 0 && <NothingPinned hasConnections={data.length > 0} />}
    </section>
  );
};

const PinnedTile = ({ connection }: { connection: Connection }) => {
  const t = useT();
  const format = useFormat();
  const open = useOpenConnection();
  return (
    <button
      type="button"
      onClick={() => open(connection)}
      className="flex w-full items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3.5 text-left shadow-raised transition-colors duration-100 hover:border-accent hover:bg-hover"
    >
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-accent-soft text-accent-ink">
        <NamedIcon name={connection.icon} />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{connection.name}</span>
        <span className="block truncate text-sm text-ink-3">
          {connection.host}
          {connection.last_used_at && ` · ${format.ago(connection.last_used_at)}`}
        </span>
      </span>
      <span className="sr-only">{t('connections.open')}</span>
    </button>
  );
};

const NothingPinned = ({ hasConnections }: { hasConnections: boolean }) => {
  const t = useT();
  return (
    <Card>
      {hasConnections ? (
        <EmptyState
          icon={<DrawingPinFilledIcon />}
          title={t('dashboard.pinnedEmptyTitle')}
          action={
            <Button asChild>
              <Link to="/connections">{t('dashboard.all')}</Link>
            </Button>
          }
        >
          {t('dashboard.pinnedEmptyText')}
        </EmptyState>
      ) : (
        <EmptyState icon={<PlugIcon />} title={t('dashboard.firstTitle')} action={<NewConnectionLink />}>
          {t('dashboard.firstText')}
        </EmptyState>
      )}
    </Card>
  );
};
