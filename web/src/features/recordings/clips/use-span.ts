import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import { readSpanText, spanText, toTenth, type Span } from './clip-span.js';

/** A new clip lasts so long until somebody says otherwise. Seconds. */
const FIRST_LENGTH = 30;

export interface SpanControls {
  /** As somebody wrote them. */
  texts: { start: string; end: string };
  write: (edge: keyof Span, text: string) => void;
  /** Undefined where the text is no time. */
  span: { start: number | undefined; end: number | undefined };
  /** Takes where the player is. */
  setHere: (edge: keyof Span) => void;
  /** Plays what the clip will show. */
  preview: () => void;
  /** Seconds: where the player is, and how long the recording. */
  position: number;
  duration: number;
}

/** The beginning and the end of a clip, by hand or by where the player is: `i` and `o` take that. */
export const useSpan = (video: RefObject<HTMLVideoElement | null>): SpanControls => {
  const here = () => toTenth(video.current?.currentTime ?? 0);
  const length = () => toTenth(video.current?.duration || 0);
  const [position, setPosition] = useState(here);
  const [duration, setDuration] = useState(length);
  const [texts, setTexts] = useState(() => ({
    start: spanText(here()),
    end: spanText(Math.min(length(), here() + FIRST_LENGTH)),
  }));
  const [stopAt, setStopAt] = useState<number>();
  const span = { start: readSpanText(texts.start), end: readSpanText(texts.end) };

  const onMove = useEffectEvent(() => {
    setPosition(here());
    setDuration(length());
    if (stopAt === undefined || here() < stopAt) return;
    video.current?.pause();
    setStopAt(undefined);
  });
  const write = (edge: keyof Span, text: string) => setTexts((before) => ({ ...before, [edge]: text }));
  const setHere = (edge: keyof Span) => write(edge, spanText(here()));
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    const key = event.key.toLowerCase();
    if (key === 'i') setHere('start');
    else if (key === 'o') setHere('end');
  });

  useEffect(() => {
    const element = video.current;
    const move = () => onMove();
    const press = (event: KeyboardEvent) => onKey(event);
    for (const name of ['timeupdate', 'durationchange'] as const) element?.addEventListener(name, move);
    addEventListener('keydown', press);
    return () => {
      for (const name of ['timeupdate', 'durationchange'] as const) element?.removeEventListener(name, move);
      removeEventListener('keydown', press);
    };
  }, [video]);

  const preview = () => {
    const element = video.current;
    if (!element || span.start === undefined) return;
    setStopAt(span.end);
    playFrom(element, span.start);
  };
  return { texts, write, span, setHere, preview, position, duration };
};

const playFrom = (video: HTMLVideoElement, seconds: number): void => {
  video.currentTime = seconds;
  void video.play().catch(() => undefined);
};
