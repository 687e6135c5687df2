/** One message; small, so that Ctrl-C never waits behind a large one. */
const MESSAGE_BYTES = 16 * 1024;
/** More than this waits for nobody. */
const MAX_QUEUED_BYTES = 8 * 1024 * 1024;
const INTERRUPT = 0x03;

/** Input on its way out: at most `window` bytes travel that the far side has not taken yet; the rest waits here. */
export class InputWindow {
  private queue: Uint8Array[] = [];
  private sent = 0;
  private taken = 0;
  private window = 0;
  private waiting = 0;

  constructor(private readonly send: (bytes: Uint8Array<ArrayBuffer>) => void) {}

  /** Bytes that have not left yet. */
  get queuedBytes(): number {
    return this.waiting;
  }

  /** An attachment begins and counts anew. */
  begin(window: number): void {
    this.sent = this.taken = 0;
    this.window = window;
    this.flush();
  }

  /** False when so much waits already that this was not taken. A lone Ctrl-C overtakes and drops what waits. */
  push(bytes: Uint8Array): boolean {
    if (bytes.length === 1 && bytes[0] === INTERRUPT) this.clear();
    if (this.waiting + bytes.length > MAX_QUEUED_BYTES) return false;
    this.queue.push(bytes);
    this.waiting += bytes.length;
    this.flush();
    return true;
  }

  onTaken(offset: number): void {
    this.taken = Math.max(this.taken, offset);
    this.flush();
  }

  /** The connection is gone; nothing leaves until the next `begin`. */
  stop(): void {
    this.window = 0;
    this.clear();
  }

  private clear(): void {
    this.queue = [];
    this.waiting = 0;
  }

  private flush(): void {
    for (;;) {
      const next = this.queue[0];
      const room = Math.min(MESSAGE_BYTES, this.window - (this.sent - this.taken));
      if (!next || room <= 0) return;
      const part = next.slice(0, room);
      if (part.length === next.length) this.queue.shift();
      else this.queue[0] = next.subarray(part.length);
      this.waiting -= part.length;
      this.sent += part.length;
      this.send(part);
    }
  }
}
