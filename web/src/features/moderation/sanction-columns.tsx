import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Sanction } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Avatar } from '../../shared/ui/Avatar.js';
import { Badge } from '../../shared/ui/Badge.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { channelNamesQuery } from './moderation-queries.js';

const TONES = { timeout: 'neutral', mute: 'warn', ban: 'bad' } as const;

export const useSanctionColumns = (): Column<Sanction>[] => {
  const t = useT();
  const format = useFormat();
  const channels = useQuery(channelNamesQuery).data;
  return useMemo(() => {
    const kinds = { timeout: t('moderation.timeout'), mute: t('moderation.mute'), ban: t('moderation.ban') };
    const place = ({ room_id }: Sanction): string => {
      if (room_id === null) return t('moderation.everywhere');
      const name = channels?.get(room_id);
      return name ? `#${name}` : t('moderation.channel', { id: String(room_id) });
    };
    return [
      {
        key: 'person',
        header: t('moderation.person'),
        grow: true,
        cell: ({ username, reason }) => (
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={username} />
            <span className="min-w-0">
              <span className="block truncate font-medium">@{username}</span>
              <span
                className="line-clamp-3 text-sm wrap-anywhere md:line-clamp-1 text-ink-3"
                title={reason || undefined}
              >
                {reason || t('moderation.noReason')}
              </span>
            </span>
          </span>
        ),
        sortBy: ({ username }) => username,
        text: ({ username, reason }) => `${username}\n${reason}`,
      },
      {
        key: 'kind',
        header: t('moderation.kindOf'),
        cell: ({ kind }) => (
          <Badge tone={TONES[kind]} dot>
            {kinds[kind]}
          </Badge>
        ),
        sortBy: ({ kind }) => kind,
      },
      {
        key: 'where',
        header: t('moderation.where'),
        from: 'md',
        cell: (row) => <span className="whitespace-nowrap text-ink-2">{place(row)}</span>,
        sortBy: place,
        text: place,
      },
      {
        key: 'until',
        header: t('moderation.until'),
        cell: ({ until }) => (
          <span className="whitespace-nowrap text-ink-2" title={until ? format.dateTime(until) : undefined}>
            {until ? format.ago(until) : t('moderation.untilLifted')}
          </span>
        ),
        sortBy: ({ until }) => until,
      },
      {
        key: 'by',
        header: t('moderation.by'),
        from: 'xl',
        cell: ({ imposed_by, created_at }) => (
          <span className="whitespace-nowrap text-ink-2" title={format.dateTime(created_at)}>
            {imposed_by ? `@${imposed_by}` : t('moderation.automatic')}
          </span>
        ),
        sortBy: ({ imposed_by }) => imposed_by,
        text: ({ imposed_by }) => imposed_by ?? '',
      },
    ];
  }, [t, format, channels]);
};
