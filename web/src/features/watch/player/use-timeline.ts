import { useEffect, useState, type RefObject } from 'react';
import { HlsRoad } from '../playback/hls-road.js';
import type { Player } from '../playback/player.js';

const LOOK_MS = 500;
/** A shorter past is not worth a slider. Seconds. */
const MIN_WINDOW = 15;
/** So far behind it is live no more. Seconds. */
const LIVE_WITHIN = 6;

export interface Timeline {
  /** Seconds that can be gone back. */
  length: number;
  /** Seconds behind what is new. */
  behind: number;
  isLive: boolean;
  seekBack: (behind: number) => void;
  goLive: () => void;
}

/** What HLS keeps of the past; undefined where there is none to go back to. */
export const useTimeline = (
  element: RefObject<HTMLVideoElement | null>,
  player: Player,
  isHls: boolean,
): Timeline | undefined => {
  const [place, setPlace] = useState<{ length: number; behind: number }>();

  useEffect(() => {
    if (!isHls) return;
    const look = () => {
      const { openRoad } = player;
      const video = element.current;
      const edge = openRoad instanceof HlsRoad ? openRoad.liveEdge : undefined;
      if (!video || edge === undefined || video.seekable.length === 0) return;
      const length = Math.max(0, edge - video.seekable.start(0));
      setPlace({ length: Math.round(length), behind: Math.max(0, Math.round(edge - video.currentTime)) });
    };
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      setPlace(undefined);
    };
  }, [element, player, isHls]);

  if (!isHls || !place || place.length < MIN_WINDOW) return undefined;
  const seekBack = (behind: number) => {
    const { openRoad } = player;
    if (openRoad instanceof HlsRoad) openRoad.seekBack(behind);
    setPlace({ length: place.length, behind: Math.max(0, Math.round(behind)) });
  };
  return {
    ...place,
    isLive: place.behind <= LIVE_WITHIN,
    seekBack,
    goLive: () => {
      seekBack(0);
      void element.current?.play().catch(() => undefined);
    },
  };
};
