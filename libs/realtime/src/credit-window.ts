export interface CreditWindowOptions {
  /** Bytes. */
  min: number;
  max: number;
  initial: number;
  /** Milliseconds of output a reader may have queued before its next key press shows an effect. */
  delayMs: number;
}

const INTERVAL_MS = 50;

/**
 * How many unacknowledged bytes a reader may have: what it reads in its round trip plus `delayMs`, measured. A fast
 * reader gets the maximum; a slow one gets little, so that Ctrl-C does not wait behind seconds of old output.
 * Offsets count bytes since the session began.
 */
export class CreditWindow {
  size: number;
  /** Round trip in milliseconds while nothing was queued; 0 until known. */
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

  /** Bytes up to `sent` left while the reader had confirmed `acked`; `before` is what had been sent earlier. */
  onSent(before: number, sent: number, acked: number): void {
    if (before === acked) {
      // Nothing was queued: this sample is the path itself, and idle time must not count as slowness.
      const at = this.now();
      this.mark = { offset: sent, at };
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
    if (this.wasFull) {
      const perMs = (acked - this.interval.offset) / elapsed;
      const wanted = perMs * (this.rtt + this.options.delayMs);
      this.size = Math.round(Math.min(this.options.max, Math.max(this.options.min, (this.size + wanted) / 2)));
    }
    this.interval = { offset: acked, at: now };
    this.wasFull = false;
  }
}
