import { afterEach, describe, expect, it, vi } from 'vitest';
import { PubSub } from './pub-sub.js';
import { SharedState, type StateChange } from './shared-state.js';

/** Pub/sub of two processes in one: what one publishes both hear. */
class Wire extends PubSub {
  isCut = false;
  constructor() {
    super((error) => {
      throw error;
    });
  }
  override async publish(topic: string, data: unknown): Promise<void> {
    if (!this.isCut) this.deliver(topic, JSON.parse(JSON.stringify(data)));
  }
  override async open(): Promise<void> {}
  override async close(): Promise<void> {}
}

describe('shared state', () => {
  afterEach(() => vi.useRealTimers());

  const open = (wire: Wire) => {
    const state = new SharedState<string>(wire, 'topic');
    const seen = new Map<string, string>();
    state.onChange(({ key, after, isOwn }: StateChange<string>) => {
      if (isOwn) return;
      if (after === undefined) seen.delete(key);
      else seen.set(key, after);
    });
    state.open();
    return { state, seen };
  };

  it('is known to others at once, and to those who come later', () => {
    const wire = new Wire();
    const one = open(wire);
    one.state.set('a', '1');
    const two = open(wire);
    expect([...two.seen]).toEqual([['a', '1']]);
    one.state.set('a', '2');
    one.state.set('b', '3');
    one.state.delete('a');
    expect([...two.seen]).toEqual([['b', '3']]);
    one.state.close();
    expect([...two.seen]).toEqual([]);
    two.state.close();
  });

  it('forgets a process that is no longer heard, and makes up for what was lost', () => {
    vi.useFakeTimers();
    const wire = new Wire();
    const [one, two] = [open(wire), open(wire)];
    one.state.set('a', '1');
    wire.isCut = true;
    one.state.set('b', '2');
    vi.advanceTimersByTime(15_000);
    wire.isCut = false;
    vi.advanceTimersByTime(10_000);
    expect([...two.seen]).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
    wire.isCut = true;
    vi.advanceTimersByTime(45_000);
    expect([...two.seen]).toEqual([]);
    one.state.close();
    two.state.close();
  });
});
