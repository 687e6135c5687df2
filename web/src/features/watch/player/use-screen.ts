import { useEffect, useState, type RefObject } from 'react';

export interface Screen {
  isFull: boolean;
  toggleFull: () => void;
  /** Undefined where the browser has none. */
  togglePicture: (() => void) | undefined;
}

/** Whole screen, or a small picture over everything else. */
export const useScreen = (box: RefObject<HTMLElement | null>, element: RefObject<HTMLVideoElement | null>): Screen => {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const update = () => setFull(document.fullscreenElement !== null && document.fullscreenElement === box.current);
    document.addEventListener('fullscreenchange', update);
    return () => document.removeEventListener('fullscreenchange', update);
  }, [box]);
  return {
    isFull,
    toggleFull: () => {
      const change = document.fullscreenElement ? document.exitFullscreen() : showFull(box.current, element.current);
      change?.catch(() => undefined);
    },
    togglePicture: document.pictureInPictureEnabled ? () => void showSmall(element.current) : undefined,
  };
};

const showSmall = async (video: HTMLVideoElement | null): Promise<void> => {
  const change = document.pictureInPictureElement ? document.exitPictureInPicture() : video?.requestPictureInPicture();
  await change?.catch(() => undefined);
};

/** Phones of one maker show only the video itself on the whole screen. */
const showFull = (box: HTMLElement | null, video: HTMLVideoElement | null): Promise<void> | undefined => {
  if (box?.requestFullscreen) return box.requestFullscreen();
  if (video && 'webkitEnterFullscreen' in video) (video.webkitEnterFullscreen as () => void)();
  return undefined;
};
