/** What a terminal shows: an entry of the caller's, or a service of the portal. */
export type TerminalTarget = { connection: string } | { service: number };

export type Direction = 'row' | 'column';

/** How the panes of one tab share its room. `ratio` is the part of the first one. */
export type Split =
  | { kind: 'pane'; id: string }
  | { kind: 'split'; id: string; direction: Direction; ratio: number; first: Split; second: Split };

export interface Tab {
  id: string;
  root: Split;
  /** The pane that has or gets the keys. */
  focused: string;
  /** Given by the person; otherwise the program's title or the target's name is shown. */
  name?: string;
}

export interface Layout {
  tabs: readonly Tab[];
  /** Undefined only without tabs. */
  active?: string;
  /** Panes by id. */
  targets: Readonly<Record<string, TerminalTarget>>;
}

export const EMPTY_LAYOUT: Layout = { tabs: [], targets: {} };

export const RATIO = { min: 0.1, max: 0.9 } as const;
/** As many sockets as the portal lets one person open. */
export const MAX_PANES = 10;

export const sameTarget = (one: TerminalTarget, other: TerminalTarget): boolean =>
  'connection' in one
    ? 'connection' in other && one.connection === other.connection
    : 'service' in other && one.service === other.service;

/** In reading order. */
export const panesOf = (split: Split): string[] =>
  split.kind === 'pane' ? [split.id] : [...panesOf(split.first), ...panesOf(split.second)];

export const activeTab = ({ tabs, active }: Layout): Tab | undefined => tabs.find(({ id }) => id === active);

export const tabOf = ({ tabs }: Layout, pane: string): Tab | undefined =>
  tabs.find(({ root }) => panesOf(root).includes(pane));

const changeTab = (layout: Layout, id: string, change: (tab: Tab) => Tab): Layout => ({
  ...layout,
  tabs: layout.tabs.map((tab) => (tab.id === id ? change(tab) : tab)),
});

/** Behind the active tab, which it replaces as such. */
export const addTab = (layout: Layout, pane: string, target: TerminalTarget): Layout => {
  const at = layout.tabs.findIndex(({ id }) => id === layout.active) + 1 || layout.tabs.length;
  const tab: Tab = { id: `tab-${pane}`, root: { kind: 'pane', id: pane }, focused: pane };
  return {
    tabs: layout.tabs.toSpliced(at, 0, tab),
    active: tab.id,
    targets: { ...layout.targets, [pane]: target },
  };
};

const replace = (split: Split, id: string, change: (found: Split) => Split): Split => {
  if (split.id === id) return change(split);
  if (split.kind === 'pane') return split;
  return { ...split, first: replace(split.first, id, change), second: replace(split.second, id, change) };
};

/** A new pane to the right of (`row`) or below (`column`) another one. */
export const splitPane = (
  layout: Layout,
  beside: string,
  direction: Direction,
  pane: string,
  target: TerminalTarget,
): Layout => {
  const tab = tabOf(layout, beside);
  if (!tab) return layout;
  const second: Split = { kind: 'pane', id: pane };
  const changed = changeTab(layout, tab.id, ({ root, ...rest }) => ({
    ...rest,
    root: replace(root, beside, (first) => ({
      kind: 'split',
      id: `split-${pane}`,
      direction,
      ratio: 0.5,
      first,
      second,
    })),
    focused: pane,
  }));
  return { ...changed, targets: { ...layout.targets, [pane]: target } };
};

const without = (split: Split, pane: string): Split | undefined => {
  if (split.kind === 'pane') return split.id === pane ? undefined : split;
  const first = without(split.first, pane);
  const second = without(split.second, pane);
  return first && second ? { ...split, first, second } : (first ?? second);
};

/** Its neighbour takes the room and the keys; a tab goes with its last pane. */
export const closePane = (layout: Layout, pane: string): Layout => {
  const tab = tabOf(layout, pane);
  if (!tab) return layout;
  const { [pane]: _, ...targets } = layout.targets;
  const root = without(tab.root, pane);
  if (root) {
    const before = panesOf(tab.root);
    const left = panesOf(root);
    const next = left[Math.max(0, before.indexOf(pane) - 1)]!;
    const focused = tab.focused === pane ? next : tab.focused;
    return { ...changeTab(layout, tab.id, (old) => ({ ...old, root, focused })), targets };
  }
  const at = layout.tabs.indexOf(tab);
  const tabs = layout.tabs.toSpliced(at, 1);
  const active = layout.active === tab.id ? (tabs[at] ?? tabs.at(-1))?.id : layout.active;
  return { tabs, targets, ...(active !== undefined && { active }) };
};

export const focusPane = (layout: Layout, pane: string): Layout => {
  const tab = tabOf(layout, pane);
  if (!tab || (tab.focused === pane && layout.active === tab.id)) return layout;
  return { ...changeTab(layout, tab.id, (old) => ({ ...old, focused: pane })), active: tab.id };
};

export const renameTab = (layout: Layout, id: string, name: string): Layout =>
  changeTab(layout, id, ({ name: _, ...tab }) => (name.trim() ? { ...tab, name: name.trim().slice(0, 60) } : tab));

export const resizeSplit = (layout: Layout, id: string, ratio: number): Layout => ({
  ...layout,
  tabs: layout.tabs.map((tab) => ({
    ...tab,
    root: replace(tab.root, id, (split) => ({ ...split, ratio: Math.min(RATIO.max, Math.max(RATIO.min, ratio)) })),
  })),
});

/** The active tab moves among the others. */
export const moveTab = (layout: Layout, id: string, by: 1 | -1): Layout => {
  const at = layout.tabs.findIndex((tab) => tab.id === id);
  const to = at + by;
  if (at < 0 || to < 0 || to >= layout.tabs.length) return layout;
  return { ...layout, tabs: layout.tabs.toSpliced(at, 1).toSpliced(to, 0, layout.tabs[at]!) };
};

/** `by` tabs further, around the ends. */
export const stepTab = (layout: Layout, by: number): Layout => {
  const { tabs } = layout;
  if (tabs.length === 0) return layout;
  const at = tabs.findIndex(({ id }) => id === layout.active);
  return { ...layout, active: tabs[(at + by + tabs.length) % tabs.length]!.id };
};
