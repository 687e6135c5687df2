import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { Broadcast, type BroadcastState } from './broadcast.js';
import { capture, captureFaultOf, release, type CaptureChoice, type CaptureFault } from './capture.js';

/** 720p of a camera looks its best with it, and a home connection sends it. */
const MAX_VIDEO_BITS_PER_SECOND = 4_500_000;

export interface Studio {
  choice: CaptureChoice;
  /** With a preview on it changes at once, on the air too. */
  choose: (change: Partial<CaptureChoice>) => void;
  /** What the preview shows and the viewers get. */
  media: MediaStream | undefined;
  fault: CaptureFault | undefined;
  isPreparing: boolean;
  isMuted: boolean;
  isHidden: boolean;
  setMuted: (is: boolean) => void;
  setHidden: (is: boolean) => void;
  state: BroadcastState;
  /** Asks for camera, screen and microphone. */
  prepare: () => Promise<void>;
  goLive: () => void;
  /** Off the air and devices off. Idempotent. */
  stop: () => void;
  retryNow: () => void;
}

const FIRST_CHOICE: CaptureChoice = { source: 'camera', camera: '', microphone: '', hasSound: true };

/** What this browser can send to a stream, for as long as the page of the stream shows. */
export const useStudio = ({ playback_key }: Pick<Stream, 'playback_key'>): Studio => {
  const broadcast = useMemo(
    () =>
      new Broadcast({
        // The owner, signed in, may name the stream by its public key.
        endpoint: `/api/stream/${playback_key}/webrtc/whip`,
        maxVideoBitsPerSecond: MAX_VIDEO_BITS_PER_SECOND,
      }),
    [playback_key],
  );
  const state = useSyncExternalStore(broadcast.subscribe, broadcast.current);
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const [media, setMedia] = useState<MediaStream>();
  const [fault, setFault] = useState<CaptureFault>();
  const [isPreparing, setPreparing] = useState(false);
  const [isMuted, setMuted] = useState(false);
  const [isHidden, setHidden] = useState(false);
  const current = useRef<MediaStream>(undefined);

  const take = (next: MediaStream | undefined): void => {
    if (current.current !== next) release(current.current);
    current.current = next;
    setMedia(next);
  };
  const stop = (): void => {
    broadcast.stop();
    take(undefined);
    setMuted(false);
    setHidden(false);
  };
  const prepareFor = async (wanted: CaptureChoice): Promise<void> => {
    setPreparing(true);
    setFault(undefined);
    try {
      const next = await capture(wanted);
      // The browser's own bar ends a shared screen; an unplugged camera ends itself.
      for (const track of next.getVideoTracks())
        track.addEventListener('ended', () => current.current === next && stop());
      await broadcast.replace(next);
      take(next);
    } catch (error) {
      setFault(captureFaultOf(error));
    } finally {
      setPreparing(false);
    }
  };
  const choose = (change: Partial<CaptureChoice>): void => {
    const wanted = { ...choice, ...change };
    setChoice(wanted);
    // A screen is asked for by a button only: the browser wants a gesture, and the person to know what for.
    if (current.current) void prepareFor(wanted);
  };

  useEffect(() => {
    for (const track of media?.getAudioTracks() ?? []) track.enabled = !isMuted;
    for (const track of media?.getVideoTracks() ?? []) track.enabled = !isHidden;
  }, [media, isMuted, isHidden]);

  useEffect(() => {
    const retry = () => broadcast.retryNow();
    addEventListener('online', retry);
    return () => {
      removeEventListener('online', retry);
      broadcast.stop();
      release(current.current);
      current.current = undefined;
    };
  }, [broadcast]);

  return {
    ...{ choice, choose, media, fault, isPreparing, isMuted, isHidden, setMuted, setHidden, state, stop },
    prepare: () => prepareFor(choice),
    goLive: () => media && broadcast.start(media),
    retryNow: () => broadcast.retryNow(),
  };
};
