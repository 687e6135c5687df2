import { useEffect, useRef } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import type { Studio } from './use-studio.js';

/** What the viewers see. */
export const Preview = ({ studio: { media, state } }: { studio: Studio }) => {
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
          className="size-full object-contain"
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
