import { useRef } from 'react';
import { panesOf, type Split } from '../workspace/layout.js';
import { useWorkspace } from '../workspace/use-workspace.js';
import { PaneView } from './PaneView.js';
import { SplitHandle } from './SplitHandle.js';

interface SplitViewProps {
  split: Split;
  focused: string;
  hasNeighbours: boolean;
}

export const SplitView = ({ split, focused, hasNeighbours }: SplitViewProps) => {
  const workspace = useWorkspace();
  const box = useRef<HTMLDivElement>(null);
  if (split.kind === 'pane')
    return <PaneView pane={workspace.pane(split.id)} isFocused={split.id === focused} hasNeighbours={hasNeighbours} />;

  const { id, direction, ratio, first, second } = split;
  const keyOf = (part: Split): string => panesOf(part)[0]!;
  const part = (share: number) => ({ flex: `${share} 1 0%` });
  return (
    <div ref={box} className={`flex size-full min-h-0 min-w-0 ${direction === 'row' ? 'flex-row' : 'flex-col'}`}>
      <div key={keyOf(first)} style={part(ratio)} className="flex min-h-0 min-w-0">
        <SplitView split={first} focused={focused} hasNeighbours={hasNeighbours} />
      </div>
      <SplitHandle direction={direction} ratio={ratio} box={box} onChange={(next) => workspace.resize(id, next)} />
      <div key={keyOf(second)} style={part(1 - ratio)} className="flex min-h-0 min-w-0">
        <SplitView split={second} focused={focused} hasNeighbours={hasNeighbours} />
      </div>
    </div>
  );
};
