import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { Token } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import type { Column } from '../../shared/ui/data-table/arrange-rows.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { toast } from '../../shared/ui/toast.js';
import { deviceOf } from './device-name.js';

const tokensQuery = queryOptions({
  queryKey: ['tokens'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/tokens', { signal }))).tokens,
});

export const SessionsPage = () => {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(tokensQuery);
  const end = useMutation({
    mutationFn: ({ token_id }: Token) => body(api.POST('/api/token/revoke', { body: { token_id } })),
    onSuccess: () => toast.success(t('settings.sessionEnded')),
    onError: (failure) => toast.error(errorText(failure, t)),
    onSettled: () => queries.invalidateQueries(tokensQuery),
  });

  const nameOf = useDeviceName();
  const columns = useMemo((): Column<Token>[] => {
    const methods: Record<string, string> = {
      password: t('settings.methodPassword'),
      passkey: t('settings.methodPasskey'),
      oidc: t('settings.methodOidc'),
      setup: t('settings.methodSetup'),
    };
    return [
      {
        key: 'device',
        header: t('settings.device'),
        grow: true,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2" title={row.user_agent}>
            <span className="truncate font-medium">{nameOf(row)}</span>
            {row.current && <Badge tone="accent">{t('settings.thisSession')}</Badge>}
          </span>
        ),
      },
      { key: 'ip', header: t('settings.ip'), cell: (row) => <code className="text-sm">{row.ip}</code> },
      {
        key: 'created_at',
        header: t('settings.signedIn'),
        from: 'sm',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2" title={format.dateTime(row.created_at)}>
            {format.ago(row.created_at)} · {methods[row.method] ?? row.method}
          </span>
        ),
        sortBy: (row) => row.created_at,
      },
      {
        key: 'last_used_at',
        header: t('settings.lastActive'),
        from: 'md',
        cell: (row) => (
          <span className="whitespace-nowrap text-ink-2">{format.ago(row.last_used_at ?? row.created_at)}</span>
        ),
        sortBy: (row) => row.last_used_at,
      },
    ];
  }, [t, format, nameOf]);

  return (
    <>
      <p className="mb-4 text-ink-2">{t('settings.sessionsText')}</p>
      <Card flush>
        <DataTable
          noFilter
          caption={t('settings.sessions')}
          columns={columns}
          rows={data}
          rowKey={({ id }) => id}
          error={error}
          onRetry={refetch}
          empty={null}
          actions={(token) =>
            !token.current && (
              <Button
                size="sm"
                busy={end.isPending && end.variables.id === token.id}
                onClick={() => end.mutate(token)}
                aria-label={t('settings.endSessionNamed', { device: nameOf(token) })}
              >
                {t('settings.endSession')}
              </Button>
            )
          }
        />
      </Card>
    </>
  );
};

const useDeviceName = (): ((token: Token) => string) => {
  const t = useT();
  return useCallback(
    ({ user_agent: userAgent }) => {
      const { browser, system } = deviceOf(userAgent);
      if (browser && system) return t('settings.onSystem', { browser, system });
      return browser ?? system ?? (userAgent.slice(0, 40) || t('settings.unknownDevice'));
    },
    [t],
  );
};
