import { useEffect, useEffectEvent } from 'react';

interface Chord {
  /** Of the key, whatever the layout prints with Alt; empty for what no chord starts. */
  code: string;
  shift?: boolean;
  run: () => void;
}

/** Starts commands by Alt and a key, also while somebody types, but not over a dialog. */
export const useChords = (chords: readonly Chord[]): void => {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector('[role="dialog"]')) return;
    const chord = chords.find(({ code, shift = false }) => code === event.code && shift === event.shiftKey);
    if (!chord) return;
    event.preventDefault();
    chord.run();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
};
