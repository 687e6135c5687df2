import { useEffect, useState, type RefObject } from 'react';

/** The portal takes a new picture of a live stream as often. */
const REFRESH_MS = 15_000;
/** A stream that has just begun has a picture soon. */
const RETRY_MS = 4_000;

const useIsInView = (element: RefObject<Element | null>): boolean => {
  const [isInView, setInView] = useState(false);
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(([entry]) => setInView(entry?.isIntersecting ?? false));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return isInView;
};

/**
 * The newest picture at an address, while the element is in view; a moving one is loaded anew from time to time, and
 * the old one stays until then. Undefined while there is none.
 */
export const usePicture = (
  element: RefObject<Element | null>,
  address: string | undefined,
  isMoving: boolean,
): string | undefined => {
  const [shown, setShown] = useState<{ address: string; src: string }>();
  const isInView = useIsInView(element);

  useEffect(() => {
    if (!address || !isInView) return;
    let timer: ReturnType<typeof setTimeout>;
    let isOver = false;
    const loadIn = (ms: number) => {
      if (isMoving && !isOver) timer = setTimeout(load, ms);
    };
    const load = () => {
      if (document.hidden) return loadIn(RETRY_MS);
      const image = new Image();
      // Everybody who looks within the same quarter of a minute gets the same answer from caches on the way.
      const moment = isMoving ? Math.floor(Date.now() / REFRESH_MS) : 0;
      image.onload = () => {
        if (!isOver) setShown({ address, src: image.src });
        loadIn(REFRESH_MS);
      };
      image.onerror = () => loadIn(RETRY_MS);
      image.src = isMoving ? `${address}${address.includes('?') ? '&' : '?'}at=${moment}` : address;
    };
    load();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [address, isInView, isMoving]);

  return address !== undefined && shown?.address === address ? shown.src : undefined;
};
