type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was begun is told to the server when the person pauses. */
const PAUSE_MS = 1200;

interface DraftsOptions {
  storage: Store;
  /** Of this person in the storage. */
  key: string;
  /** For the person's other devices. False when nobody is there to take it. */
  tell: (roomId: number, text: string) => boolean;
}

/** What was written and not sent, by room: in this browser at once, on the server soon after. */
export class Drafts {
  private readonly texts: Map<number, string>;
  /** Rooms whose draft the server does not have yet. */
  private readonly due = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Map<number, (text: string) => void>();

  constructor(private readonly options: DraftsOptions) {
    this.texts = this.load();
  }

  get(roomId: number): string {
    return this.texts.get(roomId) ?? '';
  }

  set(roomId: number, text: string): void {
    const next = text.trim() === '' ? '' : text;
    if (next === this.get(roomId)) return;
    this.keep(roomId, next);
    this.due.add(roomId);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** From another device. What is being written here is newer. */
  receive(roomId: number, text: string): void {
    if (this.due.has(roomId) || text === this.get(roomId)) return;
    this.keep(roomId, text);
    this.listeners.get(roomId)?.(text);
  }

  /** Tells the one who writes in the room what came from another device. */
  onReceived(roomId: number, listener: (text: string) => void): () => void {
    this.listeners.set(roomId, listener);
    return () => this.listeners.delete(roomId);
  }

  flush(): void {
    clearTimeout(this.timer);
    for (const roomId of this.due) if (this.options.tell(roomId, this.get(roomId))) this.due.delete(roomId);
  }

  forget(): void {
    clearTimeout(this.timer);
    this.texts.clear();
    this.options.storage.removeItem(this.options.key);
  }

  private keep(roomId: number, text: string): void {
    if (text === '') this.texts.delete(roomId);
    else this.texts.set(roomId, text);
    try {
      this.options.storage.setItem(this.options.key, JSON.stringify([...this.texts]));
    } catch {
      // A full or refused storage: drafts then last until the tab closes.
    }
  }

  private load(): Map<number, string> {
    try {
      return new Map(JSON.parse(this.options.storage.getItem(this.options.key) ?? '[]') as [number, string][]);
    } catch {
      return new Map();
    }
  }
}
