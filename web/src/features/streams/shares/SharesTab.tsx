import { Link2Icon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client.js';
import type { Stream } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { AddButton } from '../../../shared/ui/AddButton.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { CopyLine } from '../setup/CopyLine.js';
import { sharesQuery } from '../stream-queries.js';
import { NewShareDialog } from './NewShareDialog.js';

export const SharesTab = ({ stream }: { stream: Stream }) => {
  const t = useT();
  return (
    <div className="grid gap-5">
      <Card title={t('streams.watchAddress')} description={stream.is_public && t('streams.sharesPublic')}>
        <dl>
          <CopyLine label={t('streams.address')} text={`${location.origin}/watch/${stream.playback_key}`} />
        </dl>
      </Card>
      {!stream.is_public && <Shares streamId={stream.id} />}
    </div>
  );
};

const Shares = ({ streamId }: { streamId: number }) => {
  const t = useT();
  const format = useFormat();
  const query = sharesQuery(streamId);
  const list = useQuery(query);
  const [isMaking, setMaking] = useState(false);
  const [doomed, setDoomed] = useState<number>();
  const add = <AddButton label={t('streams.shareAdd')} onClick={() => setMaking(true)} />;
  return (
    <>
      <Loaded query={list} height="h-48">
        {(shares) => (
          <Card
            flush
            title={t('streams.shares')}
            description={t('streams.sharesText')}
            action={shares.length > 0 && add}
          >
            {shares.length > 0 ? (
              <ul className="divide-y divide-line border-t border-line">
                {shares.map(({ id, created_at, expires_at }) => (
                  <li key={id} className="flex items-center justify-between gap-4 px-5 py-3">
                    <div className="min-w-0">
                      <p className="font-medium">{t('streams.shareExpires', { time: format.dateTime(expires_at) })}</p>
                      <p className="text-sm text-ink-3">
                        {t('streams.shareCreated', { time: format.ago(created_at) })}
                      </p>
                    </div>
                    <Button
                      aria-label={t('streams.revokeNamed', { time: format.dateTime(created_at) })}
                      onClick={() => setDoomed(id)}
                    >
                      {t('streams.revoke')}
                    </Button>
                  </li>
                ))}
              </ul>
            ) : (
              <EmptyState icon={<Link2Icon />} title={t('streams.sharesEmptyTitle')} action={add}>
                {t('streams.sharesEmptyText')}
              </EmptyState>
            )}
          </Card>
        )}
      </Loaded>
      {isMaking && <NewShareDialog streamId={streamId} onClose={() => setMaking(false)} />}
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={(share_id) =>
          api.DELETE('/api/streams/{id}/shares/{share_id}', { params: { path: { id: streamId, share_id } } })
        }
        stale={[query.queryKey]}
        words={() => ({
          title: t('streams.revokeTitle'),
          description: t('streams.revokeText'),
          confirmLabel: t('streams.revoke'),
          done: t('streams.revoked'),
        })}
      />
    </>
  );
};
