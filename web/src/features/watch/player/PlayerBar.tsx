import {
  BarChartIcon,
  EnterFullScreenIcon,
  ExitFullScreenIcon,
  GearIcon,
  PauseIcon,
  PlayIcon,
  SizeIcon,
  SpeakerLoudIcon,
  SpeakerOffIcon,
} from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { Menu, MenuChoice, MenuItem } from '../../../shared/ui/DropdownMenu.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { PictureIcon } from './icons.js';
import type { RoadChoice } from '../playback/player.js';
import type { RoadKind } from '../playback/road.js';
import type { Screen } from './use-screen.js';
import type { Timeline } from './use-timeline.js';
import type { VideoControls } from './use-video.js';

interface PlayerBarProps {
  video: VideoControls;
  screen: Screen;
  timeline: Timeline | undefined;
  road: RoadKind | undefined;
  choice: RoadChoice;
  onChoose: (choice: RoadChoice) => void;
  areFiguresShown: boolean;
  onFigures: () => void;
  isTheatre: boolean;
  onTheatre: () => void;
  isHidden: boolean;
}

const slider = 'h-6 cursor-pointer accent-(--accent)';

/** The player's own controls, over the lower edge of the picture. */
export const PlayerBar = ({ video, screen, timeline, road, isHidden, ...props }: PlayerBarProps) => {
  const t = useT();
  const { isPaused, isMuted, volume } = video;
  return (
    <div
      className={cx(
        'absolute inset-x-0 bottom-0 grid gap-1 bg-linear-to-t from-sunken to-transparent px-2 pt-10 pb-1 transition-opacity duration-150 focus-within:opacity-100',
        isHidden ? 'opacity-0' : 'opacity-100',
      )}
    >
      {timeline && (
        <input
          type="range"
          aria-label={t('watch.timeline')}
          aria-valuetext={timeline.isLive ? t('watch.live') : t('watch.behind', { seconds: timeline.behind })}
          min={-timeline.length}
          max={0}
          value={-Math.min(timeline.behind, timeline.length)}
          onChange={({ target }) => timeline.seekBack(-Number(target.value))}
          className={cx(slider, 'mx-1')}
        />
      )}
      <div className="flex items-center gap-0.5">
        <IconButton
          label={isPaused ? t('watch.play') : t('watch.pause')}
          icon={isPaused ? <PlayIcon /> : <PauseIcon />}
          onClick={video.toggle}
        />
        <IconButton
          label={isMuted ? t('watch.unmute') : t('watch.mute')}
          icon={isMuted ? <SpeakerOffIcon /> : <SpeakerLoudIcon />}
          onClick={video.toggleMute}
        />
        <input
          type="range"
          aria-label={t('watch.volume')}
          min={0}
          max={100}
          step={5}
          value={isMuted ? 0 : Math.round(volume * 100)}
          onChange={({ target }) => video.setVolume(Number(target.value) / 100)}
          className={cx(slider, 'w-20 max-sm:hidden')}
        />
        {timeline && !timeline.isLive && (
          <button
            type="button"
            onClick={timeline.goLive}
            className="mx-1 flex h-(--control-sm) items-center gap-1.5 rounded-full border border-line-strong px-3 text-sm font-medium whitespace-nowrap hover:bg-hover"
          >
            <span aria-hidden className="size-2 rounded-full bg-line-strong" />
            {t('watch.goLive')}
          </button>
        )}
        <span className="grow" />
        {road && (
          <span className="mr-1 text-xs text-ink-2" data-road={road}>
            {t(`watch.${road}`)}
          </span>
        )}
        <Settings {...props} screen={screen} />
        <IconButton
          className="max-lg:hidden"
          label={props.isTheatre ? t('watch.theatreOff') : t('watch.theatre')}
          icon={<SizeIcon />}
          aria-pressed={props.isTheatre}
          onClick={props.onTheatre}
        />
        <IconButton
          label={screen.isFull ? t('watch.fullOff') : t('watch.full')}
          icon={screen.isFull ? <ExitFullScreenIcon /> : <EnterFullScreenIcon />}
          onClick={screen.toggleFull}
        />
      </div>
    </div>
  );
};

type SettingsProps = Pick<PlayerBarProps, 'choice' | 'onChoose' | 'areFiguresShown' | 'onFigures' | 'screen'>;

const Settings = ({ choice, onChoose, areFiguresShown, onFigures, screen }: SettingsProps) => {
  const t = useT();
  return (
    <Menu side="top" trigger={<IconButton label={t('watch.settings')} icon={<GearIcon />} />}>
      <MenuChoice
        label={t('watch.road')}
        value={choice}
        onChange={onChoose}
        choices={[
          { value: 'auto', label: t('watch.roadAuto') },
          { value: 'webrtc', label: t('watch.roadWebrtc') },
          { value: 'hls', label: t('watch.roadHls') },
        ]}
      />
      <MenuItem icon={<BarChartIcon />} onSelect={onFigures}>
        {areFiguresShown ? t('watch.hideFigures') : t('watch.figures')}
      </MenuItem>
      {screen.togglePicture && (
        <MenuItem icon={<PictureIcon />} onSelect={screen.togglePicture}>
          {t('watch.picture')}
        </MenuItem>
      )}
    </Menu>
  );
};
