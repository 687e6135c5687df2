import { beforeEach, describe, expect, it, vi } from 'vitest';
import { addTab, EMPTY_LAYOUT, splitPane, type Layout } from './layout.js';
import { readLayout, workspaceStorage, type SavedPane } from './workspace-storage.js';

const layout = splitPane(addTab(EMPTY_LAYOUT, 'a', { connection: 'c1' }), 'a', 'row', 'b', { service: 3 });
const saved = (text: string): SavedPane => ({
  place: { session: 's1', offset: 9, startedAt: 1 },
  screen: { text, cols: 80, rows: 24 },
  title: 'vim',
});

/** A browser's storage with room for so many characters. */
const storage = (room: number) => {
  const items = new Map<string, string>();
  return Object.assign(
    Object.create({
      getItem: (key: string) => items.get(key) ?? null,
      removeItem: (key: string) => items.delete(key),
      setItem: (key: string, value: string) => {
        if (value.length > room) throw new DOMException('full', 'QuotaExceededError');
        items.set(key, value);
      },
    }),
  );
};

beforeEach(() => {
  vi.stubGlobal('sessionStorage', storage(1000));
  return () => vi.unstubAllGlobals();
});

describe('a stored layout', () => {
  it('comes back as it was, to the same person only', () => {
    workspaceStorage.saveLayout(7, layout);
    expect(workspaceStorage.loadLayout(7)).toEqual(layout);
    expect(workspaceStorage.loadLayout(8)).toEqual(EMPTY_LAYOUT);
  });

  it('loses the tabs that do not fit, and keeps the others', () => {
    const broken = { ...layout.tabs[0], id: 'tab-x', root: { kind: 'split', id: 's', direction: 'row' } };
    const mixed = { ...layout, active: 'tab-x', tabs: [broken, ...layout.tabs] };
    expect(readLayout(mixed)).toEqual(layout);
  });

  it.each([null, 3, [], {}, { tabs: 'no', targets: {} }, { tabs: [{ id: 'a' }], targets: {} }])(
    'is empty when it is %j',
    (stored) => {
      expect(readLayout(stored)).toEqual(EMPTY_LAYOUT);
    },
  );

  it('drops a tab whose pane has no target', () => {
    const { targets: _, ...rest } = layout;
    expect(readLayout({ ...rest, targets: { a: { connection: 'c1' } } } satisfies Layout)).toEqual(EMPTY_LAYOUT);
  });
});

describe('a stored terminal', () => {
  it('has as much of its past as the browser takes', () => {
    const asked: number[] = [];
    workspaceStorage.savePane('a', (lines) => {
      asked.push(lines);
      return saved('x'.repeat(lines));
    });
    expect(asked).toEqual([2000, 200]);
    expect(workspaceStorage.loadPane('a')?.screen.text).toHaveLength(200);
  });

  it('is forgotten when there is nothing to come back to', () => {
    workspaceStorage.savePane('a', () => saved('x'));
    workspaceStorage.savePane('a', () => undefined);
    expect(workspaceStorage.loadPane('a')).toBeUndefined();
  });

  it('is ignored when it is not one', () => {
    sessionStorage.setItem('portal.terminal.pane.a', '{"place":{"session":1},"screen":{}}');
    expect(workspaceStorage.loadPane('a')).toBeUndefined();
  });
});
