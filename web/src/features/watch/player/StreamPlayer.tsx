import { SpeakerOffIcon } from '@radix-ui/react-icons';
import { useRef, useState } from 'react';
import type { StreamStatus } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { Button } from '../../../shared/ui/Button.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { LIVE } from '../../streams/stream-states.js';
import type { RoadChoice } from '../playback/player.js';
import { addressOf } from '../watch-query.js';
import { FiguresPanel } from './FiguresPanel.js';
import { PlayerBar } from './PlayerBar.js';
import { PlayerFace } from './PlayerFace.js';
import { useIdle } from './use-idle.js';
import { usePlayer } from './use-player.js';
import { usePlayerKeys } from './use-player-keys.js';
import { useScreen } from './use-screen.js';
import { useTimeline } from './use-timeline.js';
import { useVideo } from './use-video.js';

interface StreamPlayerProps {
  stream: StreamStatus;
  playbackKey: string;
  share: string | undefined;
  isTheatre: boolean;
  onTheatre: () => void;
}

const VOLUME_STEP = 0.1;
/** Seconds. */
const SEEK_STEP = 10;

/** The picture of a stream and everything one can do with it. */
export const StreamPlayer = ({ stream, playbackKey, share, isTheatre, onTheatre }: StreamPlayerProps) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const element = useRef<HTMLVideoElement>(null);
  const isOnAir = stream.is_live === LIVE;
  const { player, state } = usePlayer(element, { playbackKey, share, isOnAir });
  const video = useVideo(element);
  const screen = useScreen(box, element);
  const isIdle = useIdle(box);
  const [choice, setChoice] = useState<RoadChoice>('auto');
  const [areFiguresShown, setFiguresShown] = useState(false);
  const [hasPlayed, setPlayed] = useState(false);
  const road = 'road' in state ? state.road : undefined;
  const timeline = useTimeline(element, player, road === 'hls' && state.name !== 'connecting');
  if (state.name === 'playing' && !hasPlayed) setPlayed(true);

  const choose = (next: RoadChoice) => {
    setChoice(next);
    player.choose(next);
  };
  const seek = (seconds: number) => timeline?.seekBack(timeline.behind - seconds);
  const lack = state.name === 'playing' ? player.degradation : undefined;
  const isPlayable = state.name !== 'idle' && state.name !== 'refused';
  usePlayerKeys(
    {
      toggle: video.toggle,
      sound: video.toggleMute,
      full: screen.toggleFull,
      theatre: onTheatre,
      picture: () => screen.togglePicture?.(),
      back: () => seek(-SEEK_STEP),
      forward: () => seek(SEEK_STEP),
      live: () => timeline?.goLive(),
      louder: () => video.setVolume(video.volume + VOLUME_STEP),
      quieter: () => video.setVolume(video.volume - VOLUME_STEP),
    },
    isPlayable,
  );

  return (
    <>
      <section
        ref={box}
        data-theme="dark"
        aria-label={t('watch.player', { title: stream.title })}
        className={cx(
          'relative aspect-video w-full overflow-hidden bg-sunken text-ink',
          isTheatre && 'max-h-[calc(100dvh-8rem)]',
          isIdle && state.name === 'playing' && !video.isPaused && 'cursor-none',
        )}
      >
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- live pictures come without any */}
        <video
          ref={element}
          autoPlay
          playsInline
          tabIndex={-1}
          aria-label={stream.title}
          onClick={video.toggle}
          onDoubleClick={screen.toggleFull}
          className={cx('absolute inset-0 size-full object-contain', state.name === 'idle' && 'invisible')}
        />
        <PlayerFace
          state={state}
          liveness={stream.is_live}
          hasPlayed={hasPlayed}
          thumbnail={addressOf(playbackKey, 'thumbnail', share)}
          onRetry={() => choose(choice)}
        />
        {areFiguresShown && isPlayable && <FiguresPanel player={player} road={road} />}
        {isPlayable && (
          <PlayerBar
            {...{ video, screen, timeline, road, choice, areFiguresShown, isTheatre, onTheatre }}
            onChoose={choose}
            onFigures={() => setFiguresShown(!areFiguresShown)}
            isHidden={isIdle && state.name === 'playing' && !video.isPaused}
          />
        )}
        {video.isSilenced && state.name === 'playing' && (
          <Button className="absolute top-3 right-3" onClick={video.toggleMute}>
            <SpeakerOffIcon aria-hidden />
            {t('watch.soundOn')}
          </Button>
        )}
      </section>
      {lack && (
        <div role="status" className="px-4 pt-3 sm:px-6">
          <Notice tone="warn">
            {t(`watch.why.${lack}`)}{' '}
            <Button variant="link" size="inline" onClick={() => choose('hls')}>
              {t('watch.playByHls')}
            </Button>
          </Notice>
        </div>
      )}
    </>
  );
};
