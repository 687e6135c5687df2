import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { BlockedUser } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Avatar } from '../../shared/ui/Avatar.js';
import { Button } from '../../shared/ui/Button.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { ListCard } from '../../shared/ui/data-table/ListCard.js';
import { UsersIcon } from '../../shared/ui/icons.js';
import { blockedUsersQuery, useBlockChange } from './blocking-queries.js';

export const BlockedUsersPage = () => {
  const t = useT();
  const format = useFormat();
  const list = useQuery(blockedUsersQuery);
  const change = useBlockChange();
  const columns = useMemo(
    (): Column<BlockedUser>[] => [
      {
        key: 'user',
        header: t('blocking.person'),
        grow: true,
        cell: ({ username }) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={username} />
            <span className="truncate font-medium">@{username}</span>
          </span>
        ),
        sortBy: ({ username }) => username,
        text: ({ username }) => username,
      },
      {
        key: 'blocked_at',
        header: t('blocking.since'),
        cell: ({ blocked_at }) => (
          <span className="whitespace-nowrap text-ink-2" title={format.dateTime(blocked_at)}>
            {format.ago(blocked_at)}
          </span>
        ),
        sortBy: ({ blocked_at }) => blocked_at,
      },
    ],
    [t, format],
  );
  return (
    <>
      <p className="mb-4 max-w-prose text-ink-2">{t('blocking.text')}</p>
      <ListCard
        caption={t('settings.blocked')}
        columns={columns}
        list={list}
        empty={{ icon: <UsersIcon />, title: t('blocking.emptyTitle'), text: t('blocking.emptyText') }}
        actions={({ id, username: name }) => (
          <Button
            size="sm"
            aria-label={t('blocking.unblockNamed', { name })}
            busy={change.isPending && change.variables.id === id}
            onClick={() => change.mutate({ id, name, isBlocked: false })}
          >
            {t('blocking.unblock')}
          </Button>
        )}
      />
    </>
  );
};
