import type { Terminal } from 'xterm';

/** Fingers apart by so much more or less: one step of the font. */
const PINCH_STEP = 1.12;
const FRICTION = 0.94;
const MIN_SPEED = 0.05;

/**
 * One finger scrolls and two change the size of the font; the page neither zooms nor moves. A scroll becomes a wheel
 * event, so that a program with a mouse or a screen of its own gets it as it would on a desk.
 */
export const watchTouch = (element: HTMLElement, terminal: Terminal, onPinch: (step: 1 | -1) => void): void => {
  let last: { y: number; at: number } | undefined;
  let speed = 0;
  let spread = 0;
  let frame = 0;

  const scroll = (target: EventTarget | null, by: number, at: Touch | { clientX: number; clientY: number }): void => {
    const { clientX, clientY } = at;
    const wheel = { deltaY: by, deltaMode: 0, clientX, clientY, bubbles: true, cancelable: true };
    (target ?? terminal.element)?.dispatchEvent(new WheelEvent('wheel', wheel));
  };

  const start = (event: TouchEvent): void => {
    cancelAnimationFrame(frame);
    const [one, two] = event.touches;
    last = one && !two ? { y: one.clientY, at: event.timeStamp } : undefined;
    spread = one && two ? distance(one, two) : 0;
    speed = 0;
  };

  const move = (event: TouchEvent): void => {
    const [one, two] = event.touches;
    if (!one) return;
    event.preventDefault();
    if (two) {
      const ratio = distance(one, two) / (spread || distance(one, two));
      if (ratio > PINCH_STEP || ratio < 1 / PINCH_STEP) {
        onPinch(ratio > 1 ? 1 : -1);
        spread = distance(one, two);
      } else spread ||= distance(one, two);
      return;
    }
    if (!last) return;
    const by = last.y - one.clientY;
    speed = by / Math.max(1, event.timeStamp - last.at);
    last = { y: one.clientY, at: event.timeStamp };
    scroll(event.target, by, one);
  };

  const end = (event: TouchEvent): void => {
    const touch = event.changedTouches[0];
    if (event.touches.length > 0 || !touch || !last) return;
    const { target } = event;
    const coast = (): void => {
      speed *= FRICTION;
      if (Math.abs(speed) < MIN_SPEED) return;
      scroll(target, speed * 16, touch);
      frame = requestAnimationFrame(coast);
    };
    frame = requestAnimationFrame(coast);
  };

  element.style.touchAction = 'none';
  element.addEventListener('touchstart', start, { passive: true });
  element.addEventListener('touchmove', move, { passive: false });
  element.addEventListener('touchend', end, { passive: true });
};

const distance = (one: Touch, two: Touch): number => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
