import { useEffect, useRef } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { cx } from '../../../shared/ui/classes.js';
import type { Studio } from './use-studio.js';

/** What the viewers see; a camera as in a mirror, as people expect of themselves. */
export const Preview = ({ studio: { media, choice, state } }: { studio: Studio }) => {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = media ?? null;
  }, [media]);
  return (
    <div className="relative grid aspect-video place-items-center overflow-hidden rounded-md border border-line bg-sunken">
      {media ? (
        <video
          ref={video}
          aria-label={t('streams.studioPreview')}
          autoPlay
          muted
          playsInline
          className={cx('size-full object-contain', choice.source === 'camera' && '-scale-x-100')}
        />
      ) : (
        <p className="px-6 text-center text-ink-3">{t('streams.studioNoPreview')}</p>
      )}
      {state.name === 'live' && (
        <Badge tone="bad" dot className="absolute top-3 left-3">
          {t('streams.live')}
        </Badge>
      )}
    </div>
  );
};
