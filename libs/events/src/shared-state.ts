import { randomUUID } from 'node:crypto';
import type { PubSub } from './pub-sub.js';

/** Every process repeats what it has this often; one that is not heard of for three times as long is gone. */
const REPEAT_MS = 10_000;
const FORGET_MS = 3 * REPEAT_MS;

type Message<T> = { process: string } & (
  | { kind: 'ask' }
  | { kind: 'all'; entries: [string, T][] }
  /** Without a value: gone. */
  | { kind: 'one'; key: string; value?: T }
);

export interface StateChange<T> {
  key: string;
  before: T | undefined;
  after: T | undefined;
  /** Whether this process made it. */
  isOwn: boolean;
}

interface OtherProcess<T> {
  heardAt: number;
  entries: Map<string, T>;
}

/**
 * What each process has at the moment, known to all of them: who is where. In memory, told by pub/sub, forgotten with its
 * process. Two processes may have the same key; each change is of one process's entry.
 */
export class SharedState<T> {
  private readonly id = randomUUID();
  private readonly mine = new Map<string, T>();
  private readonly others = new Map<string, OtherProcess<T>>();
  private readonly listeners: ((change: StateChange<T>) => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private unsubscribe: (() => void) | undefined;

  constructor(
    private readonly pubSub: PubSub,
    private readonly topic: string,
  ) {}

  open(): void {
    this.unsubscribe = this.pubSub.subscribe<Message<T>>(this.topic, (message) => this.receive(message));
    this.timer = setInterval(() => this.repeat(), REPEAT_MS).unref();
    this.publish({ process: this.id, kind: 'ask' });
  }

  close(): void {
    clearInterval(this.timer);
    this.unsubscribe?.();
    if (this.mine.size > 0) this.publish({ process: this.id, kind: 'all', entries: [] });
  }

  onChange(listener: (change: StateChange<T>) => void): void {
    this.listeners.push(listener);
  }

  /** What this process has. */
  get own(): ReadonlyMap<string, T> {
    return this.mine;
  }

  set(key: string, value: T): void {
    const before = this.mine.get(key);
    this.mine.set(key, value);
    this.publish({ process: this.id, kind: 'one', key, value });
    this.tell({ key, before, after: value, isOwn: true });
  }

  delete(key: string): void {
    const before = this.mine.get(key);
    if (!this.mine.delete(key)) return;
    this.publish({ process: this.id, kind: 'one', key });
    this.tell({ key, before, after: undefined, isOwn: true });
  }

  private receive(message: Message<T>): void {
    if (message.process === this.id) return;
    if (message.kind === 'ask') {
      this.repeat();
      return;
    }
    const process = this.others.get(message.process) ?? { heardAt: 0, entries: new Map<string, T>() };
    this.others.set(message.process, process);
    process.heardAt = Date.now();
    if (message.kind === 'one') this.change(process, message.key, message.value);
    else this.replace(process, new Map(message.entries));
  }

  private replace(process: OtherProcess<T>, entries: ReadonlyMap<string, T>): void {
    for (const key of [...process.entries.keys()]) if (!entries.has(key)) this.change(process, key, undefined);
    for (const [key, value] of entries) this.change(process, key, value);
  }

  private change({ entries }: OtherProcess<T>, key: string, after: T | undefined): void {
    const before = entries.get(key);
    if (after === undefined) entries.delete(key);
    else entries.set(key, after);
    if (before !== undefined || after !== undefined) this.tell({ key, before, after, isOwn: false });
  }

  private repeat(): void {
    for (const [name, process] of this.others) {
      if (Date.now() - process.heardAt < FORGET_MS) continue;
      this.replace(process, new Map());
      this.others.delete(name);
    }
    this.publish({ process: this.id, kind: 'all', entries: [...this.mine] });
  }

  private publish(message: Message<T>): void {
    // What is lost is repeated soon.
    void this.pubSub.publish(this.topic, message).catch(() => undefined);
  }

  private tell(change: StateChange<T>): void {
    for (const listener of this.listeners) listener(change);
  }
}
