export interface CreditWindowOptions {
  /** Bytes it begins with, until the reader has shown what it takes. */
  initial: number;
  /** Bytes it grows to for the fastest readers. */
  max: number;
  /** The least for readers of more than 1 MB/s: below it, delays of the path itself would look like slowness. */
  min: number;
  /** Milliseconds of output a reader may have queued before its next key press shows an effect. */
  delayMs: number;
}

const INTERVAL_MS = 50;
const SLOW_BYTES_PER_MS = 1_000;
/** A reader that slow gets down to a third. */
const SLOW_SHARE = 3;

/**
 * How many unacknowledged bytes a reader may have: what it reads in its round trip plus `delayMs`, measured. A fast
 * reader gets much; a slow one gets little, so that Ctrl-C does not wait behind seconds of old output.
 * Offsets count bytes since the session began.
 */
export class CreditWindow {
  size: number;
  /** Milliseconds until the first byte after a pause was confirmed; 0 until known. */
  private rtt = 0;
  private mark: { offset: number; at: number } | undefined;
  private interval: { offset: number; at: number };
  private wasFull = false;

  constructor(
    private readonly options: CreditWindowOptions,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.size = options.initial;
    this.interval = { offset: 0, at: now() };
  }

  /** Bytes from `before` to `sent` left while the reader had confirmed `acked`. */
  onSent(before: number, sent: number, acked: number): void {
    if (before === acked) {
      // Nothing was queued: this sample is the path itself, and idle time must not count as slowness.
      const at = this.now();
      this.mark = { offset: before + 1, at };
      this.interval = { offset: acked, at };
      this.wasFull = false;
    }
    if (sent - acked >= this.size * 0.75) this.wasFull = true;
  }

  onAcked(acked: number): void {
    const now = this.now();
    if (this.mark && acked >= this.mark.offset) {
      const sample = now - this.mark.at;
      this.rtt = this.rtt === 0 || sample < this.rtt ? sample : this.rtt + (sample - this.rtt) / 8;
      this.mark = undefined;
    }
    const elapsed = now - this.interval.at;
    if (elapsed < INTERVAL_MS) return;
    if (this.wasFull) this.adapt((acked - this.interval.offset) / elapsed);
    this.interval = { offset: acked, at: now };
    this.wasFull = false;
  }

  private adapt(bytesPerMs: number): void {
    const { max, min, delayMs } = this.options;
    const least = bytesPerMs < SLOW_BYTES_PER_MS ? min / SLOW_SHARE : min;
    const wanted = Math.min(max, Math.max(least, bytesPerMs * (this.rtt + delayMs)));
    // Up at once, down by halves: one late reader's tick is not yet a slow reader.
    this.size = Math.round(wanted > this.size ? wanted : (this.size + wanted) / 2);
  }
}
