import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { usePageTitle } from '../../shared/page-title.js';
import { cx } from '../../shared/ui/classes.js';
import { Notice } from '../../shared/ui/Notice.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { useMediaQuery } from '../../shared/ui/use-media-query.js';
import { meQuery } from '../auth/session.js';
import { ChatColumn } from './ChatColumn.js';
import { StreamPlayer } from './player/StreamPlayer.js';
import { StreamAbout } from './StreamAbout.js';
import { watchQuery } from './watch-query.js';
import { WatchRefused } from './WatchRefused.js';

/** Room for the picture and the chat beside it. */
const WIDE = '(min-width: 1024px)';

/** A stream, for everybody who may watch it: whoever is signed in has the chat as well. */
export const WatchPage = () => {
  const t = useT();
  const { key } = useParams({ from: '/shell/watch/$key' });
  const { share } = useSearch({ from: '/shell/watch/$key' });
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const { data: stream, error, refetch } = useQuery(watchQuery(key, share));
  const [isTheatre, setTheatre] = useState(false);
  const isWide = useMediaQuery(WIDE);
  usePageTitle(stream?.title);

  // One answer that fails to come stops nobody's picture.
  const isRefused = error && (!stream || (error instanceof ApiError && !error.isTemporary));
  if (isRefused)
    return (
      <div className="grid grow place-items-center p-4">
        <WatchRefused error={error} isSignedIn={me !== undefined} onRetry={() => void refetch()} />
      </div>
    );
  if (!stream)
    return (
      <div aria-busy className="grid w-full gap-4">
        <h1 className="sr-only">{t('watch.title')}</h1>
        <Skeleton className="aspect-video max-h-[70dvh] rounded-none" />
        <Skeleton className="mx-6 h-8 w-64" />
      </div>
    );

  const isBeside = isWide && !isTheatre;
  return (
    <div
      className={cx('flex min-h-0 grow', isBeside ? 'basis-0 overflow-hidden [contain:size]' : 'flex-col')}
      data-theatre={isTheatre}
    >
      <div className={cx('min-w-0', isBeside && 'grow overflow-y-auto')}>
        <StreamPlayer
          key={`${key} ${share}`}
          stream={stream}
          playbackKey={key}
          share={share}
          isTheatre={isTheatre && isWide}
          onTheatre={() => setTheatre(!isTheatre)}
        />
        {error && (
          <div className="px-4 pt-3" role="status">
            <Notice tone="warn">{t('watch.lostServer')}</Notice>
          </div>
        )}
        <StreamAbout stream={stream} />
      </div>
      {stream.chat_channel_id !== null && (
        <ChatColumn
          roomId={stream.chat_channel_id}
          isSignedIn={me !== undefined}
          ownStreamId={me?.username === stream.owner ? stream.id : undefined}
          isBelow={!isBeside}
        />
      )}
    </div>
  );
};
