import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import type { Column } from '../../../shared/ui/data-table/arrange-rows.js';
import { LIVE } from '../stream-states.js';
import { StreamState } from '../StreamState.js';

export const useStreamColumns = (): Column<Stream>[] => {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'title',
        header: t('streams.name'),
        grow: true,
        cell: ({ id, title }) => (
          <Link
            to="/streams/mine/$stream"
            params={{ stream: String(id) }}
            className="block truncate font-medium underline-offset-4 hover:underline"
          >
            {title}
          </Link>
        ),
        sortBy: ({ title }) => title,
        text: ({ title, description }) => `${title}\n${description}`,
      },
      {
        key: 'state',
        header: t('streams.state'),
        cell: ({ is_live }) => <StreamState state={is_live} />,
        sortBy: ({ is_live }) => is_live,
      },
      {
        key: 'viewers',
        header: t('streams.watching'),
        from: 'md',
        align: 'end',
        cell: ({ is_live, viewer_count }) => (is_live === LIVE ? format.number(viewer_count) : null),
        sortBy: ({ viewer_count }) => viewer_count,
      },
      {
        key: 'visibility',
        header: t('streams.visibility'),
        from: 'sm',
        cell: ({ is_public }) => (
          <span className="text-ink-2">{is_public ? t('streams.publicShort') : t('streams.privateShort')}</span>
        ),
      },
      {
        key: 'created',
        header: t('streams.created'),
        from: 'lg',
        cell: ({ created_at }) => <span className="whitespace-nowrap text-ink-2">{format.date(created_at)}</span>,
        sortBy: ({ created_at }) => created_at,
      },
    ],
    [t, format],
  );
};
