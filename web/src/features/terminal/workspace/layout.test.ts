import { describe, expect, it } from 'vitest';
import {
  activeTab,
  addTab,
  closePane,
  EMPTY_LAYOUT,
  focusPane,
  moveTab,
  panesOf,
  renameTab,
  resizeSplit,
  splitPane,
  stepTab,
} from './layout.js';
import { neighbourOf } from './split-geometry.js';

const target = { connection: 'c1' };

/** a | b over c */
const three = () => {
  const one = addTab(EMPTY_LAYOUT, 'a', target);
  const two = splitPane(one, 'a', 'row', 'b', target);
  return splitPane(two, 'b', 'column', 'c', { service: 7 });
};

describe('tabs', () => {
  it('open behind the active one and become it', () => {
    const layout = addTab(stepTab(addTab(addTab(EMPTY_LAYOUT, 'a', target), 'b', target), -1), 'c', target);
    expect(layout.tabs.map(({ focused }) => focused)).toEqual(['a', 'c', 'b']);
    expect(layout.active).toBe('tab-c');
  });

  it('leave the next one active when closed, or the last, or none', () => {
    const two = addTab(addTab(EMPTY_LAYOUT, 'a', target), 'b', target);
    expect(closePane(two, 'b').active).toBe('tab-a');
    expect(closePane(stepTab(two, 1), 'a').active).toBe('tab-b');
    expect(closePane(closePane(two, 'b'), 'a')).toEqual(EMPTY_LAYOUT);
  });

  it('step around the ends and move up to them', () => {
    const two = addTab(addTab(EMPTY_LAYOUT, 'a', target), 'b', target);
    expect(stepTab(two, 1).active).toBe('tab-a');
    expect(moveTab(two, 'tab-b', -1).tabs.map(({ id }) => id)).toEqual(['tab-b', 'tab-a']);
    expect(moveTab(two, 'tab-b', 1)).toBe(two);
  });

  it('lose their own name when it is emptied', () => {
    const named = renameTab(addTab(EMPTY_LAYOUT, 'a', target), 'tab-a', '  build ');
    expect(named.tabs[0]?.name).toBe('build');
    expect(renameTab(named, 'tab-a', ' ').tabs[0]).not.toHaveProperty('name');
  });
});

describe('splits', () => {
  it('nest, and the new pane has the keys', () => {
    const layout = three();
    expect(panesOf(activeTab(layout)!.root)).toEqual(['a', 'b', 'c']);
    expect(activeTab(layout)?.focused).toBe('c');
    expect(layout.targets['c']).toEqual({ service: 7 });
  });

  it('give their room to the neighbour when a pane closes', () => {
    const layout = closePane(three(), 'c');
    expect(panesOf(activeTab(layout)!.root)).toEqual(['a', 'b']);
    expect(activeTab(layout)?.focused).toBe('b');
    expect(layout.targets).not.toHaveProperty('c');
  });

  it('keep the focus where it is when another pane closes', () => {
    expect(activeTab(closePane(focusPane(three(), 'a'), 'c'))?.focused).toBe('a');
  });

  it('never shrink a pane to nothing', () => {
    const root = activeTab(resizeSplit(three(), 'split-b', 0.001))!.root;
    expect(root).toMatchObject({ ratio: 0.1 });
  });

  it('find the neighbour on each side', () => {
    const { root } = activeTab(three())!;
    expect(neighbourOf(root, 'a', 'right')).toBe('b');
    expect(neighbourOf(root, 'b', 'down')).toBe('c');
    expect(neighbourOf(root, 'c', 'up')).toBe('b');
    expect(neighbourOf(root, 'c', 'left')).toBe('a');
    expect(neighbourOf(root, 'a', 'left')).toBeUndefined();
  });
});
