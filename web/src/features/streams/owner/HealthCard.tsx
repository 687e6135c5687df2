import { CheckCircledIcon, VideoIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import type { Stream, StreamStatus } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { Skeleton } from '../../../shared/ui/Skeleton.js';
import { streamStatusQuery } from '../stream-queries.js';
import { StreamPicture } from '../StreamPicture.js';
import { ENCODING, LIVE } from '../stream-states.js';
import type { StreamTab } from '../stream-tabs.js';
import { Figures } from './Figures.js';
import { warningWords } from './health-words.js';

interface HealthCardProps {
  stream: Stream;
  onShow: (tab: StreamTab) => void;
}

export const HealthCard = ({ stream, onShow }: HealthCardProps) => {
  const t = useT();
  return (
    <Card title={t('streams.health')} description={t('streams.healthText')}>
      {stream.is_live === LIVE ? <LiveHealth stream={stream} /> : <NotLive stream={stream} onShow={onShow} />}
    </Card>
  );
};

const NotLive = ({ stream, onShow }: HealthCardProps) => {
  const t = useT();
  if (stream.is_live === ENCODING)
    return (
      <EmptyState icon={<VideoIcon />} title={t('streams.encodingTitle')}>
        {t('streams.encodingText')}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<VideoIcon />}
      title={t('streams.offlineTitle')}
      action={
        <>
          <Button variant="primary" onClick={() => onShow('setup')}>
            {t('streams.tabSetup')}
          </Button>
          <Button onClick={() => onShow('browser')}>{t('streams.tabBrowser')}</Button>
        </>
      }
    >
      {t('streams.offlineText')}
    </EmptyState>
  );
};

const LiveHealth = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const { data, error, refetch } = useQuery(streamStatusQuery(stream.playback_key, true));
  if (!data && error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton className="h-72" />;
  return (
    <div className="grid gap-5">
      <StreamPicture
        stream={stream}
        alt={t('streams.picture', { title: stream.title })}
        className="rounded-md border border-line"
      />
      {data.health ? (
        <>
          <Advice health={data.health} />
          <Figures status={data} health={data.health} />
        </>
      ) : (
        <Notice title={t('streams.waitingTitle')}>{t('streams.waitingText')}</Notice>
      )}
    </div>
  );
};

const Advice = ({ health }: { health: NonNullable<StreamStatus['health']> }) => {
  const t = useT();
  const words = warningWords(health, t);
  return (
    <div role="status" className="grid gap-2">
      {words.map((sentence) => (
        <Notice key={sentence} tone="warn">
          {sentence}
        </Notice>
      ))}
      {words.length === 0 && (
        <p className="flex items-center gap-2 text-good">
          <CheckCircledIcon aria-hidden />
          {t('streams.allWell')}
        </p>
      )}
    </div>
  );
};
