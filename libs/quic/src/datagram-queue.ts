/** At most `capacity` frames, first in first out; one too many displaces the oldest, which is worth the least. */
export class DatagramQueue {
  private readonly slots: (Buffer | undefined)[];
  private first = 0;
  private count = 0;

  constructor(private readonly capacity: number) {
    this.slots = Array.from({ length: capacity });
  }

  get isEmpty(): boolean {
    return this.count === 0;
  }

  peek(): Buffer | undefined {
    return this.slots[this.first];
  }

  shift(): void {
    if (this.count === 0) return;
    this.slots[this.first] = undefined;
    this.first = (this.first + 1) % this.capacity;
    this.count--;
  }

  /** @returns whether an older frame had to go */
  push(frame: Buffer): boolean {
    const isFull = this.count === this.capacity;
    if (isFull) this.shift();
    this.slots[(this.first + this.count) % this.capacity] = frame;
    this.count++;
    return isFull;
  }
}
