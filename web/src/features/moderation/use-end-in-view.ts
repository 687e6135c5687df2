import { useEffect, useEffectEvent, useState, type RefCallback } from 'react';

/** Begins before the end of a list can be seen. */
const MARGIN = '400px';

/** Calls back when the element the returned ref is given to comes near the window, as often as it does. */
export const useEndInView = (onNear: () => void): RefCallback<HTMLElement> => {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    if (!element) return;
    const watcher = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && near(), {
      rootMargin: MARGIN,
    });
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [element]);
  return setElement;
};
