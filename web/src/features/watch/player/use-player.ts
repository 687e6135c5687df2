import { useEffect, useMemo, useSyncExternalStore, type RefObject } from 'react';
import { HlsRoad } from '../playback/hls-road.js';
import { Player, type PlayerState } from '../playback/player.js';
import type { RoadEvents, RoadKind } from '../playback/road.js';
import { WhepRoad } from '../playback/whep-road.js';
import { addressOf } from '../watch-query.js';

interface Source {
  playbackKey: string;
  share: string | undefined;
  isOnAir: boolean;
}

/** A player for the element, alive as long as the component. */
export const usePlayer = (
  element: RefObject<HTMLVideoElement | null>,
  { playbackKey, share, isOnAir }: Source,
): { player: Player; state: PlayerState } => {
  const player = useMemo(
    () =>
      new Player({
        isResting: () => document.hidden || element.current?.paused === true,
        openRoad: (kind: RoadKind, events: RoadEvents) => {
          const video = element.current!;
          return kind === 'webrtc'
            ? new WhepRoad({ ...events, video, endpoint: addressOf(playbackKey, 'webrtc/whep', share) })
            : new HlsRoad({ ...events, video, address: addressOf(playbackKey, 'hls/index.m3u8', share) });
        },
      }),
    [element, playbackKey, share],
  );

  useEffect(() => player.setOnAir(isOnAir), [player, isOnAir]);
  useEffect(() => {
    addEventListener('online', player.retryNow);
    return () => {
      removeEventListener('online', player.retryNow);
      player.setOnAir(false);
    };
  }, [player]);

  return { player, state: useSyncExternalStore(player.subscribe, player.current) };
};
