import { EyeOpenIcon } from '@radix-ui/react-icons';
import type { Stream } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { LIVE } from '../stream-states.js';
import { StreamState } from '../StreamState.js';
import { StreamPicture } from '../StreamPicture.js';
import { WatchLink } from '../WatchLink.js';

export const StreamCard = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const format = useFormat();
  const isLive = stream.is_live === LIVE;
  return (
    <li className="group relative overflow-hidden rounded-lg border border-line bg-surface shadow-raised hover:border-line-strong">
      {/* On a phone what has no picture takes a strip, or many would be a long way down. */}
      <StreamPicture stream={stream} className={cx(!isLive && !stream.has_thumbnail && 'max-sm:aspect-4/1')} />
      <div className="grid grid-cols-1 gap-1 p-3.5">
        <div className="flex items-start justify-between gap-3">
          <h3 className="line-clamp-2 min-w-0 font-medium break-words">
            <WatchLink
              playbackKey={stream.playback_key}
              className="outline-none after:absolute after:inset-0 after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-(--focus)"
            >
              {stream.title}
            </WatchLink>
          </h3>
          <StreamState state={stream.is_live} />
        </div>
        <p className="flex min-w-0 items-center justify-between gap-3 text-sm text-ink-2">
          <span className="truncate">{t('streams.by', { name: stream.owner })}</span>
          {isLive && (
            <span className="flex shrink-0 items-center gap-1.5">
              <EyeOpenIcon aria-hidden />
              {t('streams.viewers', { count: stream.viewer_count })}
            </span>
          )}
        </p>
        {isLive && stream.live_since && <p className="text-sm text-ink-3">{format.ago(stream.live_since)}</p>}
        {!isLive && stream.description && (
          <p className="line-clamp-2 text-sm text-pretty text-ink-3">{stream.description}</p>
        )}
      </div>
    </li>
  );
};
