import type Hls from 'hls.js';
import { useEffect, useState, type RefObject } from 'react';
import { piecesOf, type Piece } from './clips/clip-span.js';
import { playAddress } from './recording-queries.js';

interface PlayedRecording {
  /** Empty until they are known, and where the browser itself plays the recording. */
  pieces: readonly Piece[];
  hasFailed: boolean;
  fail: () => void;
}

/** Plays a piece, or a folder for all in it, straight from the storage. */
export const useRecording = (element: RefObject<HTMLVideoElement | null>, path: string): PlayedRecording => {
  const [hasFailed, setFailed] = useState(false);
  const [pieces, setPieces] = useState<readonly Piece[]>([]);

  useEffect(() => {
    let hls: Hls | undefined;
    let isOver = false;
    const open = async () => {
      const { default: HlsPlayer } = await import('hls.js/light');
      const video = element.current;
      if (isOver || !video) return;
      if (!HlsPlayer.isSupported()) return void video.setAttribute('src', playAddress(path));
      hls = new HlsPlayer();
      hls.on(HlsPlayer.Events.ERROR, (_, { fatal }) => fatal && setFailed(true));
      hls.on(HlsPlayer.Events.LEVEL_LOADED, (_, { details }) => setPieces(piecesOf(path, details.fragments)));
      hls.loadSource(playAddress(path));
      hls.attachMedia(video);
    };
    open().catch(() => setFailed(true));
    return () => {
      isOver = true;
      hls?.destroy();
    };
  }, [element, path]);

  return { pieces, hasFailed, fail: () => setFailed(true) };
};
