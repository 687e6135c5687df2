import { useMemo } from 'react';
import type { AdminUser } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Avatar } from '../../shared/ui/Avatar.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { useMe } from '../auth/session.js';

export const useUserColumns = (): Column<AdminUser>[] => {
  const t = useT();
  const me = useMe();
  const format = useFormat();
  return useMemo(() => {
    const roles = {
      user: t('settings.roleUser'),
      moderator: t('settings.roleModerator'),
      admin: t('settings.roleAdmin'),
    };
    return [
      {
        key: 'user',
        header: t('admin.user'),
        grow: true,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={row.nickname ?? row.username} />
            <span className="min-w-0">
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{row.nickname ?? row.username}</span>
                {row.id === me.id && <Badge tone="accent">{t('common.you')}</Badge>}
                {row.disabled && <Badge tone="bad">{t('admin.disabled')}</Badge>}
              </span>
              <span className="block truncate text-sm text-ink-3">@{row.username}</span>
            </span>
          </span>
        ),
      },
      {
        key: 'role',
        header: t('admin.role'),
        cell: (row) => <Badge tone={row.role === 'user' ? 'neutral' : 'accent'}>{roles[row.role]}</Badge>,
      },
      {
        key: 'totp',
        header: t('admin.twoFactor'),
        from: 'md',
        cell: (row) =>
          row.totp_enabled ? <Badge tone="good">{t('common.on')}</Badge> : <Badge>{t('common.off')}</Badge>,
      },
      {
        key: 'last_seen_at',
        header: t('admin.lastSeen'),
        from: 'sm',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2">
            {row.last_seen_at ? format.ago(row.last_seen_at) : t('common.never')}
          </span>
        ),
      },
      {
        key: 'created_at',
        header: t('admin.created'),
        from: 'lg',
        cell: (row) => <span className="whitespace-nowrap text-ink-2">{format.date(row.created_at)}</span>,
      },
    ];
  }, [t, me.id, format]);
};
