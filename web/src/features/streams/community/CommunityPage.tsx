import { VideoIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { SearchInput } from '../../../shared/ui/SearchInput.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { publicStreamsQuery } from '../stream-queries.js';
import { StreamsNav } from '../StreamsNav.js';
import { arrangeStreams } from './arrange-streams.js';
import { NoStreams } from './NoStreams.js';
import { StreamCard } from './StreamCard.js';

export const CommunityPage = () => {
  const t = useT();
  const list = useQuery(publicStreamsQuery);
  const [search, setSearch] = useState('');
  const [which, setWhich] = useState<'all' | 'live'>('all');
  const words = useDeferredValue(search);
  return (
    <>
      <PageHeader title={t('streams.title')} description={t('streams.communityText')} />
      <StreamsNav />
      <div className="mb-6 flex flex-wrap gap-3">
        <SearchInput
          label={t('streams.search')}
          className="grow sm:w-56 sm:max-w-sm"
          value={search}
          onChange={setSearch}
        />
        <SegmentedControl
          label={t('streams.which')}
          value={which}
          onChange={setWhich}
          choices={[
            { value: 'all', label: t('streams.showAll') },
            { value: 'live', label: t('streams.showLive') },
          ]}
        />
      </div>
      <Loaded query={list} height="cards">
        {(streams) => {
          const { live, others } = arrangeStreams(streams, words);
          const shown = which === 'live' ? live : [...live, ...others];
          if (streams.length === 0) return <NoStreams />;
          if (shown.length > 0)
            return (
              <div className="grid gap-8">
                <Section title={t('streams.liveSection')} streams={live} />
                {which === 'all' && <Section title={t('streams.otherSection')} streams={others} />}
              </div>
            );
          const isSearch = words.trim() !== '';
          return (
            <Card>
              <EmptyState
                icon={<VideoIcon />}
                title={isSearch ? t('streams.noMatchTitle') : t('streams.nobodyLiveTitle')}
              >
                {isSearch ? t('streams.noMatchText') : t('streams.nobodyLiveText')}
              </EmptyState>
            </Card>
          );
        }}
      </Loaded>
    </>
  );
};

const Section = ({ title, streams }: { title: string; streams: readonly Stream[] }) =>
  streams.length > 0 && (
    <section aria-label={title}>
      <h2 className="mb-3 text-lg font-semibold">{title}</h2>
      <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        {streams.map((stream) => (
          <StreamCard key={stream.id} stream={stream} />
        ))}
      </ul>
    </section>
  );
