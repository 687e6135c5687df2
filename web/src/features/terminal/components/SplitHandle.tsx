import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { RATIO, type Direction } from '../workspace/layout.js';

interface SplitHandleProps {
  direction: Direction;
  ratio: number;
  /** Both parts and the handle. */
  box: RefObject<HTMLDivElement | null>;
  onChange: (ratio: number) => void;
}

const STEP = 0.05;

/** ARIA's window splitter: drag it, or focus it and use the arrow keys; a double click halves. */
export const SplitHandle = ({ direction, ratio, box, onChange }: SplitHandleProps) => {
  const t = useT();
  const isRow = direction === 'row';

  const drag = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !box.current) return;
    const { left, top, width, height } = box.current.getBoundingClientRect();
    onChange(isRow ? (event.clientX - left) / width : (event.clientY - top) / height);
  };
  const press = (event: KeyboardEvent) => {
    const moves: Record<string, number> = isRow
      ? { ArrowLeft: ratio - STEP, ArrowRight: ratio + STEP }
      : { ArrowUp: ratio - STEP, ArrowDown: ratio + STEP };
    const next = { ...moves, Home: RATIO.min, End: RATIO.max }[event.key];
    if (next === undefined || event.ctrlKey) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <div
      role="separator"
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      aria-label={t('terminal.splitHandle')}
      aria-orientation={isRow ? 'vertical' : 'horizontal'}
      aria-valuemin={RATIO.min * 100}
      aria-valuemax={RATIO.max * 100}
      aria-valuenow={Math.round(ratio * 100)}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDoubleClick={() => onChange(0.5)}
      onKeyDown={press}
      className={cx(
        'relative z-10 shrink-0 touch-none bg-line hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0',
        // A wider target than what shows.
        'after:absolute after:content-[""]',
        isRow
          ? 'w-px cursor-col-resize after:inset-y-0 after:-inset-x-1.5'
          : 'h-px cursor-row-resize after:inset-x-0 after:-inset-y-1.5',
      )}
    />
  );
};
