import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { errorText } from '../../shared/api/error-text.js';
import type { ViewerSession } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Button } from '../../shared/ui/Button.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { ListCard } from '../../shared/ui/data-table/ListCard.js';
import { TerminalIcon } from '../../shared/ui/icons.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { toast } from '../../shared/ui/toast.js';
import { bytesText } from './bytes-text.js';
import { useOpenSession } from './open-session.js';
import { liveSessionsQuery, useEndSession } from './session-queries.js';

/** The caller's sessions that run, wherever they were opened. */
export const SessionsPage = () => {
  const t = useT();
  const list = useQuery(liveSessionsQuery);
  const columns = useColumns();
  const resume = useOpenSession();
  const end = useEndSession();
  const [ending, setEnding] = useState<ViewerSession>();

  const finish = (id: string) =>
    end.mutate(id, {
      onSuccess: () => toast.success(t('sessions.ended')),
      onError: (failure) => toast.error(errorText(failure, t)),
      onSettled: () => setEnding(undefined),
    });
  return (
    <>
      <PageHeader title={t('sessions.title')} description={t('sessions.text')} />
      <ListCard
        caption={t('sessions.title')}
        columns={columns}
        list={list}
        empty={{
          icon: <TerminalIcon />,
          title: t('sessions.emptyTitle'),
          text: t('sessions.emptyText'),
          action: (
            <Button asChild>
              <Link to="/terminal/connect">{t('shell.terminal')}</Link>
            </Button>
          ),
        }}
        actions={(row) => (
          <>
            <Button
              size="sm"
              variant="ghost"
              aria-label={t('sessions.endNamed', { name: row.name })}
              onClick={() => setEnding(row)}
            >
              {t('sessions.end')}
            </Button>
            <Button size="sm" aria-label={t('sessions.resumeNamed', { name: row.name })} onClick={() => resume(row)}>
              {t('sessions.resume')}
            </Button>
          </>
        )}
      />
      <ConfirmDialog
        open={ending !== undefined}
        onOpenChange={() => setEnding(undefined)}
        title={t('sessions.endTitle', { name: ending?.name ?? '' })}
        description={t('sessions.endText')}
        confirmLabel={t('sessions.end')}
        busy={end.isPending}
        onConfirm={() => ending && finish(ending.id)}
      />
    </>
  );
};

const useColumns = (): Column<ViewerSession>[] => {
  const t = useT();
  const format = useFormat();
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('sessions.name'),
        grow: true,
        cell: (row) => <span className="truncate font-medium">{row.name}</span>,
        sortBy: (row) => row.name,
        text: (row) => row.name,
      },
      { key: 'state', header: t('sessions.state'), cell: (row) => <SessionState session={row} /> },
      {
        key: 'address',
        header: t('sessions.address'),
        from: 'md',
        cell: (row) => <code className="text-sm">{row.port === 22 ? row.host : `${row.host}:${row.port}`}</code>,
        text: (row) => row.host,
      },
      {
        key: 'started',
        header: t('sessions.started'),
        cell: (row) => (
          <time
            dateTime={row.started_at}
            title={format.dateTime(row.started_at)}
            className="whitespace-nowrap text-ink-2"
          >
            {format.ago(row.started_at)}
          </time>
        ),
        sortBy: (row) => row.started_at,
      },
      { key: 'from', header: t('sessions.from'), from: 'lg', cell: (row) => <code className="text-sm">{row.ip}</code> },
      {
        key: 'traffic',
        header: t('sessions.traffic'),
        from: 'lg',
        align: 'end',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2 tabular-nums">
            {bytesText(row.bytes_in)} / {bytesText(row.bytes_out)}
          </span>
        ),
        sortBy: (row) => row.bytes_out,
      },
    ],
    [t, format],
  );
};

const SessionState = ({ session: { attached } }: { session: ViewerSession }) => {
  const t = useT();
  if (attached === undefined) return <Badge dot>{t('sessions.elsewhere')}</Badge>;
  return attached ? (
    <Badge tone="good" dot>
      {t('sessions.attached')}
    </Badge>
  ) : (
    <Badge tone="warn" dot>
      {t('sessions.waiting')}
    </Badge>
  );
};
