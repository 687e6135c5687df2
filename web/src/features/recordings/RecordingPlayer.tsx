import { ScissorsIcon } from '@radix-ui/react-icons';
import { useRef, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { cx } from '../../shared/ui/classes.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { Notice } from '../../shared/ui/Notice.js';
import { ClipEditor } from './clips/ClipEditor.js';
import { useRecording } from './use-recording.js';

interface RecordingPlayerProps {
  /** A piece, or a folder for all in it. */
  path: string;
  title: string;
  /** What a clip of it is called, unless its maker says otherwise. */
  clipName: string;
  onClose: () => void;
}

/** A recording, and the clips one makes of it. */
export const RecordingPlayer = ({ path, title, clipName, onClose }: RecordingPlayerProps) => {
  const t = useT();
  const element = useRef<HTMLVideoElement>(null);
  const { pieces, hasFailed, fail } = useRecording(element, path);
  const [isEditing, setEditing] = useState(false);

  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={title} size="xl">
      {hasFailed && (
        <div role="alert" className="mb-3">
          <Notice tone="bad">{t('errors.recording.damaged')}</Notice>
        </div>
      )}
      <div className={cx('grid gap-3', isEditing && 'lg:grid-cols-[1fr_20rem]')}>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- recordings come without any */}
        <video
          ref={element}
          controls
          autoPlay
          playsInline
          aria-label={t('recordings.playing', { name: title })}
          onError={fail}
          className={cx(
            'aspect-video max-h-[60dvh] w-full rounded-md bg-sunken',
            // Whoever cuts looks at the picture.
            isEditing && 'sticky top-0 z-10 max-lg:max-h-[40dvh]',
          )}
        />
        {isEditing && (
          <ClipEditor video={element} pieces={pieces} initialName={clipName} onClose={() => setEditing(false)} />
        )}
      </div>
      {pieces.length > 0 && !isEditing && (
        <div className="mt-3 flex justify-end">
          <Button onClick={() => setEditing(true)}>
            <ScissorsIcon aria-hidden />
            {t('recordings.clipMake')}
          </Button>
        </div>
      )}
    </Dialog>
  );
};
