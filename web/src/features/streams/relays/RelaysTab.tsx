import { Share1Icon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client.js';
import type { Relay, Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { AddButton } from '../../../shared/ui/AddButton.js';
import { Card } from '../../../shared/ui/Card.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { relaysQuery } from '../stream-queries.js';
import { LIVE } from '../stream-states.js';
import { RelayDialog } from './RelayDialog.js';
import { RelayRow } from './RelayRow.js';

export const RelaysTab = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const list = useQuery(relaysQuery(stream.id, stream.is_live === LIVE));
  const [edited, setEdited] = useState<Relay | 'new'>();
  const [doomed, setDoomed] = useState<Relay>();
  const add = <AddButton label={t('streams.relayAdd')} onClick={() => setEdited('new')} />;
  return (
    <>
      <Loaded query={list} height="h-48">
        {(relays) => (
          <Card
            flush
            title={t('streams.relays')}
            description={t('streams.relaysText')}
            action={relays.length > 0 && add}
          >
            {relays.length > 0 ? (
              <ul className="divide-y divide-line border-t border-line">
                {relays.map((relay) => (
                  <RelayRow
                    key={relay.id}
                    streamId={stream.id}
                    relay={relay}
                    onEdit={() => setEdited(relay)}
                    onRemove={() => setDoomed(relay)}
                  />
                ))}
              </ul>
            ) : (
              <EmptyState icon={<Share1Icon />} title={t('streams.relaysEmptyTitle')} action={add}>
                {t('streams.relaysEmptyText')}
              </EmptyState>
            )}
          </Card>
        )}
      </Loaded>
      {edited && (
        <RelayDialog
          streamId={stream.id}
          relay={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) =>
          api.DELETE('/api/streams/{id}/relays/{relay_id}', { params: { path: { id: stream.id, relay_id: id } } })
        }
        stale={[['streams', 'relays', stream.id]]}
        words={({ name }) => ({
          title: t('streams.relayRemoveTitle', { name }),
          description: t('streams.relayRemoveText'),
          confirmLabel: t('common.remove'),
          done: t('streams.relayRemoved'),
        })}
      />
    </>
  );
};
