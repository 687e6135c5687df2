import { useEffect, useRef, useState, type PointerEvent } from 'react';

const HOLD_MS = 450;
const MOVED_PX = 10;

/** A finger that stays. The mouse has other ways. */
export const useLongPress = () => {
  const [isOpen, setOpen] = useState(false);
  const hold = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(undefined);
  const stop = () => clearTimeout(hold.current?.timer);
  useEffect(() => stop, []);

  const handlers = {
    onPointerDown: ({ pointerType, clientX, clientY }: PointerEvent) => {
      stop();
      if (pointerType !== 'touch') return;
      hold.current = { timer: setTimeout(() => setOpen(true), HOLD_MS), x: clientX, y: clientY };
    },
    onPointerMove: ({ clientX, clientY }: PointerEvent) => {
      const from = hold.current;
      if (from && Math.hypot(clientX - from.x, clientY - from.y) > MOVED_PX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
  };
  return { isOpen, close: () => setOpen(false), handlers };
};
