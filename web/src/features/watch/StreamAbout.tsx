import { PersonIcon } from '@radix-ui/react-icons';
import type { StreamStatus } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { LIVE } from '../streams/stream-states.js';
import { StreamState } from '../streams/StreamState.js';

/** What is on, whose it is, and who watches. */
export const StreamAbout = ({ stream }: { stream: StreamStatus }) => {
  const t = useT();
  const format = useFormat();
  const isLive = stream.is_live === LIVE;
  return (
    <header className="grid gap-3 px-4 py-4 sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            {stream.title}
          </h1>
          <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
            <StreamState state={stream.is_live} />
            <span>{t('watch.by', { name: stream.owner })}</span>
            {isLive && (
              <span className="inline-flex items-center gap-1.5">
                <PersonIcon aria-hidden />
                {t('watch.viewers', { count: stream.viewer_count })}
              </span>
            )}
            {isLive && stream.live_since && (
              <span>{t('watch.since', { time: format.dateTime(stream.live_since) })}</span>
            )}
          </p>
        </div>
        <CopyButton text={location.href} label={t('watch.share')} />
      </div>
      {stream.description && (
        <section aria-label={t('watch.description')} className="max-w-prose whitespace-pre-wrap text-ink-2">
          {stream.description}
        </section>
      )}
    </header>
  );
};
