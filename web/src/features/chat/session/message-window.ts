import type { ChatMessage } from '#libs/contracts';

/**
 * More than this is not kept: the far end of the window goes, and comes again when somebody scrolls there. Every change
 * costs the list time for each message in it.
 */
export const MAX_MESSAGES = 1500;

/** A stretch of one room's history without gaps, ascending by id. */
export class MessageWindow {
  hasOlder = false;
  hasNewer = false;
  isLoaded = false;
  private list: ChatMessage[] = [];
  private shown: readonly ChatMessage[] | undefined = [];

  get last(): ChatMessage | undefined {
    return this.list.at(-1);
  }

  get first(): ChatMessage | undefined {
    return this.list[0];
  }

  get(id: number): ChatMessage | undefined {
    const message = this.list[this.placeOf(id)];
    return message?.id === id ? message : undefined;
  }

  find(matches: (message: ChatMessage) => boolean): ChatMessage | undefined {
    return this.list.findLast(matches);
  }

  after(id: number): ChatMessage[] {
    return this.list.slice(this.placeOf(id + 1));
  }

  snapshot(): readonly ChatMessage[] {
    return (this.shown ??= this.list.slice());
  }

  replace(messages: readonly ChatMessage[], more: { hasOlder: boolean; hasNewer: boolean }): void {
    this.list = messages.toSorted((a, b) => a.id - b.id);
    this.hasOlder = more.hasOlder;
    this.hasNewer = more.hasNewer;
    this.isLoaded = true;
    this.shown = undefined;
  }

  clear(): void {
    this.replace([], { hasOlder: false, hasNewer: false });
    this.isLoaded = false;
  }

  /** A page that ends where the window begins. */
  prepend(messages: readonly ChatMessage[], hasOlder: boolean): void {
    this.put(messages);
    this.hasOlder = hasOlder;
    if (this.list.length <= MAX_MESSAGES) return;
    this.list.length = MAX_MESSAGES;
    this.hasNewer = true;
  }

  /** A page that begins where the window ends. */
  append(messages: readonly ChatMessage[], hasNewer: boolean): void {
    this.put(messages);
    this.hasNewer = hasNewer;
    if (this.list.length <= MAX_MESSAGES) return;
    this.list.splice(0, this.list.length - MAX_MESSAGES);
    this.hasOlder = true;
  }

  /** A message as it is now; one that is there already is replaced. */
  put(messages: readonly ChatMessage[]): void {
    for (const message of messages) {
      const at = this.placeOf(message.id);
      this.list.splice(at, this.list[at]?.id === message.id ? 1 : 0, message);
    }
    this.shown = undefined;
  }

  /** Nothing happens to a message that is not in the window. */
  change(id: number, change: (message: ChatMessage) => ChatMessage): void {
    const at = this.placeOf(id);
    const message = this.list[at];
    if (message?.id !== id) return;
    this.list[at] = change(message);
    this.shown = undefined;
  }

  remove(id: number): void {
    const at = this.placeOf(id);
    if (this.list[at]?.id !== id) return;
    this.list.splice(at, 1);
    this.shown = undefined;
  }

  /** Where the id is or would be. */
  private placeOf(id: number): number {
    let low = 0;
    let high = this.list.length;
    if (high > 0 && this.list[high - 1]!.id < id) return high;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
