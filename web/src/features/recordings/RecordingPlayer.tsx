import type Hls from 'hls.js';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import { playAddress } from './recording-queries.js';

interface RecordingPlayerProps {
  /** A piece, or a folder for all in it. */
  path: string;
  title: string;
  onClose: () => void;
}

/** Plays a recording straight from the storage. */
export const RecordingPlayer = ({ path, title, onClose }: RecordingPlayerProps) => {
  const t = useT();
  const element = useRef<HTMLVideoElement>(null);
  const [hasFailed, setFailed] = useState(false);

  useEffect(() => {
    let hls: Hls | undefined;
    let isOver = false;
    const open = async () => {
      const { default: HlsPlayer } = await import('hls.js/light');
      const video = element.current;
      if (isOver || !video) return;
      if (!HlsPlayer.isSupported()) return void video.setAttribute('src', playAddress(path));
      hls = new HlsPlayer();
      hls.on(HlsPlayer.Events.ERROR, (_, { fatal }) => fatal && setFailed(true));
      hls.loadSource(playAddress(path));
      hls.attachMedia(video);
    };
    open().catch(() => setFailed(true));
    return () => {
      isOver = true;
      hls?.destroy();
    };
  }, [path]);

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={title} size="lg">
      {hasFailed && (
        <div role="alert" className="mb-3">
          <Notice tone="bad">{t('errors.recording.damaged')}</Notice>
        </div>
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- recordings come without any */}
      <video
        ref={element}
        controls
        autoPlay
        playsInline
        aria-label={t('recordings.playing', { name: title })}
        onError={() => setFailed(true)}
        className="aspect-video w-full rounded-md bg-sunken"
      />
    </Dialog>
  );
};
