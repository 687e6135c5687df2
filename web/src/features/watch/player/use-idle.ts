import { useEffect, useState, type RefObject } from 'react';

const IDLE_MS = 3_000;

/** Whether nobody has touched, pointed at or tabbed into the element for a while. */
export const useIdle = (element: RefObject<HTMLElement | null>): boolean => {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => {
    const box = element.current;
    if (!box) return;
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(!box.querySelector(':focus-visible')), IDLE_MS);
    };
    wake();
    const events = ['pointermove', 'pointerdown', 'focusin', 'keydown'] as const;
    for (const name of events) box.addEventListener(name, wake);
    return () => {
      clearTimeout(timer);
      for (const name of events) box.removeEventListener(name, wake);
    };
  }, [element]);
  return isIdle;
};
