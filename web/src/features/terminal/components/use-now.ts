import { useSyncExternalStore } from 'react';

const SECOND_MS = 1000;

const tick = (listener: () => void): (() => void) => {
  const timer = setInterval(listener, SECOND_MS);
  return () => clearInterval(timer);
};
const never = () => () => undefined;
const wholeSecond = (): number => Math.floor(Date.now() / SECOND_MS) * SECOND_MS;

/** Milliseconds since 1970 in whole seconds; stands still unless `isRunning`. */
export const useNow = (isRunning = true): number => useSyncExternalStore(isRunning ? tick : never, wholeSecond);
