import { VideoIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { AddButton } from '../../../shared/ui/AddButton.js';
import { ListCard } from '../../../shared/ui/data-table/ListCard.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { myStreamsQuery } from '../stream-queries.js';
import { StreamsNav } from '../StreamsNav.js';
import { DeleteStream } from './DeleteStream.js';
import { EditStreamDialog } from './EditStreamDialog.js';
import { NewStreamDialog } from './NewStreamDialog.js';
import { ReplaceKey } from './ReplaceKey.js';
import { useStreamColumns } from './stream-columns.js';
import { StreamMenu } from './StreamMenu.js';

export const MyStreamsPage = () => {
  const t = useT();
  const navigate = useNavigate();
  const list = useQuery(myStreamsQuery);
  const columns = useStreamColumns();
  const [isCreating, setCreating] = useState(false);
  const [edited, setEdited] = useState<Stream>();
  const [rekeyed, setRekeyed] = useState<Stream>();
  const [doomed, setDoomed] = useState<Stream>();
  const add = <AddButton label={t('streams.add')} onClick={() => setCreating(true)} />;

  /** On to how it is published to. */
  const finish = (made?: Stream) => {
    setCreating(false);
    if (made)
      void navigate({ to: '/streams/mine/$stream', params: { stream: String(made.id) }, search: { tab: 'setup' } });
  };

  return (
    <>
      <PageHeader
        title={t('streams.mine')}
        description={t('streams.mineText')}
        actions={list.data && list.data.length > 0 && add}
      />
      <StreamsNav />
      <ListCard
        caption={t('streams.mine')}
        columns={columns}
        list={list}
        empty={{
          icon: <VideoIcon />,
          title: t('streams.mineEmptyTitle'),
          text: t('streams.mineEmptyText'),
          action: add,
        }}
        actions={(stream) => (
          <StreamMenu
            stream={stream}
            onEdit={() => setEdited(stream)}
            onReplaceKey={() => setRekeyed(stream)}
            onDelete={() => setDoomed(stream)}
          />
        )}
      />
      {isCreating && <NewStreamDialog onClose={finish} />}
      {edited && <EditStreamDialog stream={edited} onClose={() => setEdited(undefined)} />}
      <ReplaceKey stream={rekeyed} onClose={() => setRekeyed(undefined)} />
      <DeleteStream stream={doomed} onClose={() => setDoomed(undefined)} />
    </>
  );
};
