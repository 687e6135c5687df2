import { useEffect, useState } from 'react';

interface VisibleBox {
  top: number;
  height: number;
}

const read = (): VisibleBox => ({
  top: visualViewport?.offsetTop ?? 0,
  height: visualViewport?.height ?? innerHeight,
});

/** The part of the window that neither the virtual keyboard nor a zoom hides, in CSS pixels. */
export const useVisibleBox = (isWanted: boolean): VisibleBox | undefined => {
  const [box, setBox] = useState(read);
  useEffect(() => {
    if (!isWanted) return;
    const update = () => setBox(read());
    update();
    visualViewport?.addEventListener('resize', update);
    visualViewport?.addEventListener('scroll', update);
    return () => {
      visualViewport?.removeEventListener('resize', update);
      visualViewport?.removeEventListener('scroll', update);
    };
  }, [isWanted]);
  return isWanted ? box : undefined;
};
