type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** What was written and not sent, by room. Stays in this browser until it is sent or the person signs out. */
export class Drafts {
  private readonly texts: Map<number, string>;

  constructor(
    private readonly storage: Store,
    private readonly key: string,
  ) {
    this.texts = this.load();
  }

  get(roomId: number): string {
    return this.texts.get(roomId) ?? '';
  }

  set(roomId: number, text: string): void {
    if (text === this.get(roomId)) return;
    if (text.trim() === '') this.texts.delete(roomId);
    else this.texts.set(roomId, text);
    try {
      this.storage.setItem(this.key, JSON.stringify([...this.texts]));
    } catch {
      // A full or refused storage: drafts then last until the tab closes.
    }
  }

  forget(): void {
    this.texts.clear();
    this.storage.removeItem(this.key);
  }

  private load(): Map<number, string> {
    try {
      return new Map(JSON.parse(this.storage.getItem(this.key) ?? '[]') as [number, string][]);
    } catch {
      return new Map();
    }
  }
}
