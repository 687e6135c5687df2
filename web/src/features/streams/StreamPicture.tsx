import { VideoIcon } from '@radix-ui/react-icons';
import { useRef } from 'react';
import type { Stream } from '../../shared/api/types.js';
import { cx } from '../../shared/ui/classes.js';
import { LIVE } from './stream-states.js';
import { usePicture } from './use-picture.js';

interface StreamPictureProps {
  stream: Pick<Stream, 'playback_key' | 'is_live' | 'has_thumbnail'>;
  /** Decorative without it: the title then stands beside the picture. */
  alt?: string;
  /** Grows when the chosen picture is another one. */
  version?: number;
  className?: string;
}

/** What its owner chose, else what is on the air, else a sign in its place. */
export const StreamPicture = ({ stream, alt = '', version = 0, className }: StreamPictureProps) => {
  const box = useRef<HTMLDivElement>(null);
  const isLive = stream.is_live === LIVE;
  const address = `/api/stream/${stream.playback_key}/thumbnail${version ? `?v=${version}` : ''}`;
  const picture = usePicture(
    box,
    isLive || stream.has_thumbnail ? address : undefined,
    isLive && !stream.has_thumbnail,
  );
  return (
    <div
      ref={box}
      className={cx('relative grid aspect-video place-items-center overflow-hidden bg-sunken text-ink-3', className)}
    >
      {picture ? (
        <img src={picture} alt={alt} className="absolute inset-0 size-full object-cover" />
      ) : (
        <VideoIcon aria-hidden className="size-8 opacity-50" />
      )}
    </div>
  );
};
