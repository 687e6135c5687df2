import type { ReactNode } from 'react';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import { ENCODING, LIVE } from '../../streams/stream-states.js';
import type { PlayerState } from '../playback/player.js';

interface PlayerFaceProps {
  state: PlayerState;
  /** As `is_live` has it. */
  liveness: number;
  /** It was on the air while somebody looked. */
  hasPlayed: boolean;
  /** What it looks like while nothing plays. */
  thumbnail: string;
  onRetry: () => void;
}

/** What stands over the picture while there is none, or none that moves. */
export const PlayerFace = ({ state, liveness, hasPlayed, thumbnail, onRetry }: PlayerFaceProps) => {
  const t = useT();
  switch (state.name) {
    case 'playing':
      return null;
    case 'connecting':
      return <Words title={t('watch.connecting')} icon={<Spinner />} backdrop={thumbnail} />;
    case 'reconnecting':
      return (
        <Words title={t('watch.reconnecting')} icon={<Spinner />}>
          {t('watch.reconnectingText')}
        </Words>
      );
    case 'refused':
      return (
        <Words title={codeText(state.code, t)} backdrop={thumbnail}>
          <Button className="mt-2" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </Words>
      );
    case 'idle':
      if (liveness === LIVE) return <Words title={t('watch.connecting')} icon={<Spinner />} backdrop={thumbnail} />;
      if (liveness === ENCODING)
        return (
          <Words title={t('watch.encoding')} backdrop={thumbnail}>
            {t('watch.encodingText')}
          </Words>
        );
      return (
        <Words title={hasPlayed ? t('watch.ended') : t('watch.offline')} backdrop={thumbnail}>
          {hasPlayed ? t('watch.endedText') : t('watch.offlineText')}
        </Words>
      );
  }
};

interface WordsProps {
  title: string;
  icon?: ReactNode;
  backdrop?: string;
  children?: ReactNode;
}

const Words = ({ title, icon, backdrop, children }: WordsProps) => (
  <div className="absolute inset-0 grid place-items-center overflow-hidden" role="status">
    {backdrop && (
      <img
        src={backdrop}
        alt=""
        // There may be none: then the surface stays empty.
        onError={({ currentTarget }) => (currentTarget.hidden = true)}
        className="absolute inset-0 size-full object-cover opacity-35 blur-xs"
      />
    )}
    <div className="relative m-4 grid max-w-sm justify-items-center gap-1 rounded-lg bg-raised/90 px-5 py-4 text-center">
      {icon}
      <p className="text-lg font-semibold">{title}</p>
      {children && <div className="text-pretty text-ink-2">{children}</div>}
    </div>
  </div>
);
