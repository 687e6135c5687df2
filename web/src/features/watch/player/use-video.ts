import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { applySound, clamp, loadSound, saveSound, type Sound } from './sound.js';

export interface VideoControls extends Sound {
  isPaused: boolean;
  /** The browser lets it play without sound only, until somebody asks for it. */
  isSilenced: boolean;
  toggle: () => void;
  setVolume: (volume: number) => void;
  toggleMute: () => void;
}

/** What a person does with the element: it plays by itself, loud if the browser allows. */
export const useVideo = (element: RefObject<HTMLVideoElement | null>): VideoControls => {
  const [sound, setSound] = useState(loadSound);
  const [isPaused, setPaused] = useState(false);
  const [isSilenced, setSilenced] = useState(false);

  const play = (video: HTMLVideoElement) => {
    video.play().catch((error: unknown) => {
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError' || video.muted) return;
      video.muted = true;
      setSilenced(true);
      video.play().catch(() => setPaused(true));
    });
  };
  const begin = useEffectEvent(play);

  useEffect(() => {
    const video = element.current;
    if (!video) return;
    const onPlay = () => setPaused(false);
    // Taking a source away pauses as well, and nobody asked for that.
    const onPause = () => setPaused(video.currentSrc !== '' || video.srcObject !== null);
    const onSource = () => begin(video);
    video.addEventListener('play', onPlay);
    video.addEventListener('pause', onPause);
    video.addEventListener('loadedmetadata', onSource);
    return () => {
      video.removeEventListener('play', onPlay);
      video.removeEventListener('pause', onPause);
      video.removeEventListener('loadedmetadata', onSource);
    };
  }, [element]);

  useEffect(() => {
    if (element.current) applySound(element.current, { ...sound, isMuted: sound.isMuted || isSilenced });
  }, [element, sound, isSilenced]);

  const change = (next: Sound) => {
    setSilenced(false);
    setSound(next);
    saveSound(next);
  };
  const isMuted = sound.isMuted || isSilenced;
  return {
    volume: sound.volume,
    isMuted,
    isSilenced,
    isPaused,
    toggle: () => {
      const video = element.current;
      if (video?.paused) play(video);
      else video?.pause();
    },
    setVolume: (volume) => change({ volume: clamp(volume), isMuted: volume <= 0 }),
    toggleMute: () => change({ ...sound, isMuted: !isMuted }),
  };
};
