/** Output a viewer may hold unconfirmed before it confirms some, as a part of the window. */
const ACK_PART = 8;

/**
 * Counts a session's output bytes by offset: what came in, what is on the screen, what the server was told of. The
 * server sends a window ahead of the last number it was told.
 */
export class OutputLedger {
  /** Offset of the next byte that will come. */
  received = 0;
  /** Everything before it is on the screen. */
  rendered = 0;
  private acked = 0;
  private window = 0;

  /** A (re)attachment begins: the next byte has this offset. */
  begin(offset: number, window: number): void {
    if (offset !== this.received) this.rendered = offset;
    this.received = this.acked = offset;
    this.window = window;
  }

  /** Returns the offset behind the chunk. */
  receive(bytes: number): number {
    return (this.received += bytes);
  }

  /** Returns the offset to confirm now, if any. Bytes of an earlier attachment need no confirmation. */
  render(end: number): number | undefined {
    this.rendered = end;
    if (end <= this.acked) return undefined;
    if (end < this.received && end - this.acked < this.window / ACK_PART) return undefined;
    return (this.acked = end);
  }
}
