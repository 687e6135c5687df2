import type { Terminal } from 'xterm';

/** Fingers apart by so much more or less: one step of the font. */
const PINCH_STEP = 1.12;
const FRICTION = 0.94;
/** Pixels a millisecond. */
const MIN_SPEED = 0.05;
const FRAME_MS = 16;

/** One finger scrolls and two change the size of the font; the page neither zooms nor moves. */
export const watchTouch = (element: HTMLElement, terminal: Terminal, onPinch: (step: 1 | -1) => void): void => {
  let last: { y: number; at: number } | undefined;
  let speed = 0;
  let spread = 0;
  let frame = 0;

  /** Less than a line that is still to be scrolled, in pixels. */
  let rest = 0;

  const scroll = (by: number, { clientX, clientY }: Touch): void => {
    const line = element.clientHeight / terminal.rows;
    rest += by;
    const lines = Math.trunc(rest / line);
    rest -= lines * line;
    if (lines !== 0) scrollLines(terminal, lines, { clientX, clientY });
  };

  const start = (event: TouchEvent): void => {
    cancelAnimationFrame(frame);
    const [one, two] = event.touches;
    last = one && !two ? { y: one.clientY, at: event.timeStamp } : undefined;
    spread = one && two ? distance(one, two) : 0;
    speed = rest = 0;
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
    scroll(by, one);
  };

  const end = (event: TouchEvent): void => {
    const touch = event.changedTouches[0];
    if (event.touches.length > 0 || !touch || !last) return;
    const coast = (): void => {
      speed *= FRICTION;
      if (Math.abs(speed) < MIN_SPEED) return;
      scroll(speed * FRAME_MS, touch);
      frame = requestAnimationFrame(coast);
    };
    frame = requestAnimationFrame(coast);
  };

  element.style.touchAction = 'none';
  element.addEventListener('touchstart', start, { passive: true });
  element.addEventListener('touchmove', move, { passive: false });
  element.addEventListener('touchend', end, { passive: true });
};

/** A program with the mouse, or with a screen of its own that has no past, gets the turns of a wheel instead. */
const scrollLines = (terminal: Terminal, lines: number, at: { clientX: number; clientY: number }): void => {
  if (terminal.buffer.active.type === 'normal' && terminal.modes.mouseTrackingMode === 'none') {
    terminal.scrollLines(lines);
    return;
  }
  const screen = terminal.element?.querySelector('.xterm-screen');
  const turn = {
    ...at,
    deltaY: Math.sign(lines),
    deltaMode: WheelEvent.DOM_DELTA_LINE,
    bubbles: true,
    cancelable: true,
  };
  for (let left = Math.abs(lines); left > 0; left--) screen?.dispatchEvent(new WheelEvent('wheel', turn));
};

const distance = (one: Touch, two: Touch): number => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
