import { useState, type PointerEvent, type RefObject } from 'react';

/** Whose toolbar shows: the message under the pointer, or the one whose menu is open. */
export const useHoveredMessage = (box: RefObject<HTMLElement | null>) => {
  const [hoveredId, setHovered] = useState<number>();
  const hasOpenMenu = () => box.current?.querySelector('[data-toolbar] [data-state="open"]') != null;

  const handlers = {
    onPointerOver: ({ target }: PointerEvent) => {
      // What a message opens lies elsewhere on the page, though React passes its events through here.
      if (!(target instanceof Element) || !box.current?.contains(target) || hasOpenMenu()) return;
      const row = target.closest<HTMLElement>('[data-message]');
      setHovered(row ? Number(row.dataset['message']) : undefined);
    },
    onPointerLeave: () => {
      if (!hasOpenMenu()) setHovered(undefined);
    },
  };
  return { hoveredId, handlers };
};
