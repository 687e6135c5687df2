import { useEffect, useState } from 'react';
import type { Player } from '../playback/player.js';
import type { Figures } from '../playback/road.js';

const LOOK_MS = 1_000;

/** What the viewer gets at the moment, while somebody wants to know. */
export const useFigures = (player: Player, isWanted: boolean): Figures => {
  const [figures, setFigures] = useState<Figures>({});
  useEffect(() => {
    if (!isWanted) return;
    let isOver = false;
    const look = async () => {
      const found = await player.openRoad?.figures().catch(() => undefined);
      if (!isOver) setFigures(found ?? {});
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [player, isWanted]);
  return figures;
};
