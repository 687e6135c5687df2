import type { Split } from './layout.js';

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export type Side = 'left' | 'right' | 'up' | 'down';

const WHOLE: Box = { left: 0, top: 0, width: 1, height: 1 };

/** Where each pane lies, as parts of the tab. */
export const boxesOf = (split: Split, box: Box = WHOLE): { pane: string; box: Box }[] => {
  if (split.kind === 'pane') return [{ pane: split.id, box }];
  const { direction, ratio, first, second } = split;
  const isRow = direction === 'row';
  const width = isRow ? box.width * ratio : box.width;
  const height = isRow ? box.height : box.height * ratio;
  const rest = isRow
    ? { ...box, left: box.left + width, width: box.width - width }
    : { ...box, top: box.top + height, height: box.height - height };
  return [...boxesOf(first, { ...box, width, height }), ...boxesOf(second, rest)];
};

const centre = ({ left, top, width, height }: Box): [x: number, y: number] => [left + width / 2, top + height / 2];

/** The nearest pane on that side of another one. */
export const neighbourOf = (root: Split, pane: string, side: Side): string | undefined => {
  const all = boxesOf(root);
  const own = all.find((entry) => entry.pane === pane);
  if (!own) return undefined;
  const [x, y] = centre(own.box);
  const distance = ({ box }: { box: Box }): number => {
    const [otherX, otherY] = centre(box);
    const [ahead, aside] = side === 'left' || side === 'right' ? [otherX - x, otherY - y] : [otherY - y, otherX - x];
    const forward = side === 'left' || side === 'up' ? -ahead : ahead;
    return forward > 0.001 ? forward + 2 * Math.abs(aside) : Infinity;
  };
  const [nearest] = all
    .filter((entry) => distance(entry) < Infinity)
    .sort((one, other) => distance(one) - distance(other));
  return nearest?.pane;
};
