import { useEffect, useEffectEvent, useState } from 'react';
import type { JumpTarget } from './use-jump.js';

const SHOWN_MS = 2200;

/** Scrolls to each new target and marks it for a moment. */
export const useHighlight = (
  target: JumpTarget | undefined,
  scrollTo: (messageId: number) => void,
): number | undefined => {
  const [faded, setFaded] = useState<JumpTarget>();
  const reach = useEffectEvent(scrollTo);
  useEffect(() => {
    if (!target) return;
    reach(target.messageId);
    const timer = setTimeout(() => setFaded(target), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [target]);
  return target === faded ? undefined : target?.messageId;
};
