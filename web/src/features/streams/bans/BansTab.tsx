import { CircleBackslashIcon } from '@radix-ui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client.js';
import { errorText } from '../../../shared/api/error-text.js';
import type { Stream } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { AddButton } from '../../../shared/ui/AddButton.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { toast } from '../../../shared/ui/toast.js';
import { bansQuery } from '../stream-queries.js';
import { BanDialog } from './BanDialog.js';

export const BansTab = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const format = useFormat();
  const queries = useQueryClient();
  const query = bansQuery(stream.id);
  const list = useQuery(query);
  const [isBanning, setBanning] = useState(false);
  const lift = useMutation({
    mutationFn: ({ user_id }: { user_id: number; username: string }) =>
      api.DELETE('/api/streams/{id}/bans/{user_id}', { params: { path: { id: stream.id, user_id } } }),
    onSuccess: (_, { username }) => toast.success(t('streams.unbanned', { name: username })),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: query.queryKey }),
  });
  const add = <AddButton label={t('streams.ban')} onClick={() => setBanning(true)} />;
  return (
    <>
      <Loaded query={list} height="h-48">
        {(bans) => (
          <Card flush title={t('streams.bans')} description={t('streams.bansText')} action={bans.length > 0 && add}>
            {bans.length > 0 ? (
              <ul className="divide-y divide-line border-t border-line">
                {bans.map((ban) => (
                  <li key={ban.user_id} className="flex items-center justify-between gap-4 px-5 py-3">
                    <div className="min-w-0">
                      <p className="truncate font-medium">
                        {ban.username}
                        {ban.until && (
                          <span className="ml-2 text-sm font-normal text-ink-2">
                            {t('streams.bannedUntil', { time: format.dateTime(ban.until) })}
                          </span>
                        )}
                      </p>
                      {ban.reason && <p className="text-ink-2">{ban.reason}</p>}
                      <p className="text-sm text-ink-3">
                        {ban.banned_by
                          ? t('streams.bannedBy', { name: ban.banned_by, time: format.ago(ban.created_at) })
                          : t('streams.bannedByRule', { time: format.ago(ban.created_at) })}
                      </p>
                    </div>
                    <Button
                      aria-label={t('streams.unbanNamed', { name: ban.username })}
                      busy={lift.isPending && lift.variables.user_id === ban.user_id}
                      onClick={() => lift.mutate(ban)}
                    >
                      {t('streams.unban')}
                    </Button>
                  </li>
                ))}
              </ul>
            ) : (
              <EmptyState icon={<CircleBackslashIcon />} title={t('streams.bansEmptyTitle')} action={add}>
                {t('streams.bansEmptyText')}
              </EmptyState>
            )}
          </Card>
        )}
      </Loaded>
      {isBanning && (
        <BanDialog
          streamId={stream.id}
          banned={list.data?.map(({ user_id }) => user_id) ?? []}
          onClose={() => setBanning(false)}
        />
      )}
    </>
  );
};
