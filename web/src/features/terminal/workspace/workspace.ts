import { isTerminalShortcut } from './shortcuts.js';
import type { EntryRoads } from './entry-roads.js';
import * as layouts from './layout.js';
import { MAX_PANES, type Direction, type Layout, type TerminalTarget } from './layout.js';
import { Pane } from './pane.js';
import { neighbourOf, type Side } from './split-geometry.js';
import { workspaceStorage } from './workspace-storage.js';

/**
 * The terminals of one browser tab and how they share its room. It outlives the page that shows it, so that looking at
 * something else in the portal interrupts nothing, and a reload brings it back.
 */
export class Workspace {
  layout: Layout;
  private readonly panes = new Map<string, Pane>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly user: number,
    private readonly roads: EntryRoads,
  ) {
    this.layout = workspaceStorage.loadLayout(user);
    for (const [id, target] of Object.entries(this.layout.targets)) this.addPane(id, target);
    addEventListener('pagehide', this.save);
    document.addEventListener('visibilitychange', this.saveWhenHidden);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): Layout => this.layout;

  get isFull(): boolean {
    return this.panes.size >= MAX_PANES;
  }

  pane(id: string): Pane {
    const pane = this.panes.get(id);
    if (!pane) throw new Error(`no pane ${id}`);
    return pane;
  }

  get focused(): Pane | undefined {
    const tab = layouts.activeTab(this.layout);
    return tab && this.panes.get(tab.focused);
  }

  /** What an address names: the terminal that shows it already, or a new one; false if no more fit. */
  show(target: TerminalTarget, session?: string): boolean {
    const shown = [...this.panes.values()].find((pane) =>
      session ? pane.sessionId === session : layouts.sameTarget(pane.target, target),
    );
    if (!shown) return this.open(target, session);
    this.focus(shown.id);
    return true;
  }

  /** False if no more fit. */
  open(target: TerminalTarget, session?: string): boolean {
    const id = this.newPane(target, session);
    if (id) this.become(layouts.addTab(this.layout, id, target));
    return id !== undefined;
  }

  /** Beside the focused pane, with the same target unless another is named. */
  split(direction: Direction, target = this.focused?.target): void {
    const { focused } = this;
    const id = focused && target && this.newPane(target);
    if (id) this.become(layouts.splitPane(this.layout, focused.id, direction, id, target));
  }

  duplicate(id: string): void {
    this.open(this.pane(id).target);
  }

  /** Ends its session. */
  close(id: string): void {
    this.panes.get(id)?.dispose({ end: true });
    this.panes.delete(id);
    workspaceStorage.dropPane(id);
    this.become(layouts.closePane(this.layout, id));
  }

  closeTab(id: string): void {
    const tab = this.layout.tabs.find((one) => one.id === id);
    if (tab) for (const pane of layouts.panesOf(tab.root)) this.close(pane);
  }

  focus(id: string): void {
    this.become(layouts.focusPane(this.layout, id));
  }

  select(tab: string): void {
    const found = this.layout.tabs.find(({ id }) => id === tab);
    if (found) this.focus(found.focused);
  }

  focusSide(side: Side): void {
    const tab = layouts.activeTab(this.layout);
    const next = tab && neighbourOf(tab.root, tab.focused, side);
    if (next) this.focus(next);
  }

  stepTab(by: number): void {
    this.become(layouts.stepTab(this.layout, by));
  }

  moveTab(id: string, by: 1 | -1): void {
    this.become(layouts.moveTab(this.layout, id, by));
  }

  rename(tab: string, name: string): void {
    this.become(layouts.renameTab(this.layout, tab, name));
  }

  resize(split: string, ratio: number): void {
    this.become(layouts.resizeSplit(this.layout, split, ratio));
  }

  /** For the next load of the page. */
  readonly save = (): void => {
    workspaceStorage.saveLayout(this.user, this.layout);
    for (const [id, pane] of this.panes) workspaceStorage.savePane(id, (lines) => pane.save(lines));
  };

  /** Whoever was here has gone: nothing of it stays in this browser. */
  dispose(): void {
    removeEventListener('pagehide', this.save);
    document.removeEventListener('visibilitychange', this.saveWhenHidden);
    for (const pane of this.panes.values()) pane.dispose({ end: false });
    this.panes.clear();
    workspaceStorage.clear();
  }

  private newPane(target: TerminalTarget, session?: string): string | undefined {
    if (this.isFull) return undefined;
    const id = crypto.getRandomValues(new Uint32Array(2)).join('-');
    this.addPane(id, target, session);
    return id;
  }

  private addPane(id: string, target: TerminalTarget, session?: string): void {
    const saved = workspaceStorage.loadPane(id);
    const pane = new Pane({
      id,
      target,
      roads: this.roads,
      isShortcut: isTerminalShortcut,
      ...(saved && { saved }),
      ...(session !== undefined && { session }),
    });
    this.panes.set(id, pane);
  }

  private become(layout: Layout): void {
    if (layout === this.layout) return;
    this.layout = layout;
    workspaceStorage.saveLayout(this.user, layout);
    for (const listener of this.listeners) listener();
  }

  /** A phone may end a hidden page without another word. */
  private readonly saveWhenHidden = (): void => {
    if (document.visibilityState === 'hidden') this.save();
  };
}
