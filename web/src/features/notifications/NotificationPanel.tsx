import { CheckIcon, GearIcon } from '@radix-ui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Notification } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { SegmentedControl } from '../../shared/ui/SegmentedControl.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { notificationsQuery, useNotificationActions } from './notification-queries.js';
import { NotificationItem } from './NotificationItem.js';
import { isOwnPage } from './use-push.js';

type Which = 'all' | 'unread';

/** The list below the bell. */
export const NotificationPanel = ({ onDone }: { onDone: () => void }) => {
  const t = useT();
  const navigate = useNavigate();
  const [which, setWhich] = useState<Which>('all');
  const { data, error, refetch, ...pages } = useInfiniteQuery(notificationsQuery({ unread: which === 'unread' }));
  const { read, readAll, remove } = useNotificationActions();
  const list = data?.pages.flatMap(({ notifications }) => notifications);
  const unread = data?.pages[0]?.unread_count ?? 0;

  const open = ({ id, is_read, link }: Notification): void => {
    if (!is_read) read.mutate(id);
    if (!link || !isOwnPage(link)) return;
    onDone();
    void navigate({ href: link });
  };

  return (
    <>
      <header className="flex items-center justify-between gap-2 border-b border-line px-4 py-2.5">
        <h2 className="font-semibold">{t('notifications.title')}</h2>
        <div className="-mr-2 flex items-center gap-1">
          <SegmentedControl<Which>
            label={t('notifications.which')}
            value={which}
            onChange={setWhich}
            choices={[
              { value: 'all', label: t('notifications.all') },
              { value: 'unread', label: t('notifications.unread') },
            ]}
          />
          <IconButton
            label={t('notifications.readAll')}
            icon={<CheckIcon />}
            disabled={unread === 0}
            onClick={() => readAll.mutate()}
          />
        </div>
      </header>
      <div className="max-h-[min(30rem,60dvh)] min-h-20 overflow-y-auto" aria-busy={!data && !error}>
        {!list && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={4} />)}
        {list?.length === 0 && (
          <EmptyState title={which === 'all' ? t('notifications.emptyTitle') : t('notifications.emptyUnread')}>
            {which === 'all' && t('notifications.emptyText')}
          </EmptyState>
        )}
        {list && list.length > 0 && (
          <ul aria-label={t('notifications.title')} className="divide-y divide-line">
            {list.map((one) => (
              <NotificationItem
                key={one.id}
                notification={one}
                onOpen={() => open(one)}
                onRead={() => read.mutate(one.id)}
                onRemove={() => remove.mutate(one.id)}
              />
            ))}
          </ul>
        )}
        {pages.hasNextPage && (
          <div className="p-2 text-center">
            <Button
              size="sm"
              variant="ghost"
              busy={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              {t('notifications.older')}
            </Button>
          </div>
        )}
      </div>
      <footer className="border-t border-line px-2 py-1.5">
        <Button asChild variant="ghost" size="sm">
          <Link to="/settings/notifications" onClick={onDone}>
            <GearIcon aria-hidden />
            {t('notifications.settings')}
          </Link>
        </Button>
      </footer>
    </>
  );
};
