/** Input of one viewer on its way to a far side that may be behind. */
export class TerminalInput {
  private queue: Buffer[] = [];
  private queuedBytes = 0;
  /** Bytes the far side accepted. */
  taken = 0;

  constructor(
    private readonly maxBytes: number,
    /** False when the far side wants no more for now. */
    private write: ((data: Buffer) => boolean) | undefined = undefined,
  ) {}

  private isOpen = true;

  get isWaiting(): boolean {
    return this.queuedBytes > 0;
  }

  /** False when the queue's limit is reached; the data was not accepted. */
  push(data: Buffer): boolean {
    if (this.queuedBytes + data.length > this.maxBytes) return false;
    this.queue.push(data);
    this.queuedBytes += data.length;
    if (this.isOpen) this.drain();
    return true;
  }

  /** Begins to hand over what was typed before there was a session. */
  start(write: (data: Buffer) => boolean): void {
    this.write = write;
    this.drain();
  }

  /** The far side takes input again. */
  drain(): void {
    if (!this.write) return;
    this.isOpen = true;
    while (this.isOpen && this.queue.length > 0) {
      const data = this.queue.shift()!;
      this.queuedBytes -= data.length;
      this.taken += data.length;
      this.isOpen = this.write(data);
    }
  }
}
