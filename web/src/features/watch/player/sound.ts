/** How loud this browser plays streams. */
export interface Sound {
  /** 0 to 1. */
  volume: number;
  isMuted: boolean;
}

const KEY = 'portal.watch.sound';

export const loadSound = (): Sound => {
  try {
    const { volume, isMuted } = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Sound>;
    return { volume: typeof volume === 'number' ? clamp(volume) : 1, isMuted: isMuted === true };
  } catch {
    return { volume: 1, isMuted: false };
  }
};

export const saveSound = (sound: Sound): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(sound));
  } catch {
    // Private windows may refuse storage; the choice then lasts until the page is left.
  }
};

export const clamp = (volume: number): number => Math.min(1, Math.max(0, volume));

export const applySound = (video: HTMLVideoElement, { volume, isMuted }: Sound): void => {
  video.volume = volume;
  video.muted = isMuted;
};
