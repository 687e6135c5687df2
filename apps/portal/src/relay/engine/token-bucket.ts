/** Bytes a second that all connections of an identity share, in both directions together. */
export class TokenBucket {
  private tokens = 0;
  private filledAt: number;

  /** `limit` 0 lets everything through. */
  constructor(
    private bytesPerSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.filledAt = now();
  }

  get limit(): number {
    return this.bytesPerSecond;
  }

  /** Acts at once, also on what already waits. */
  set limit(bytesPerSecond: number) {
    this.fill();
    this.bytesPerSecond = bytesPerSecond;
    this.tokens = Math.min(this.tokens, bytesPerSecond);
  }

  /** The most that is taken at once: a tenth of a second's worth, so that connections take turns. */
  get portion(): number {
    return Math.max(1, Math.floor(this.bytesPerSecond / 10));
  }

  /** Takes so many bytes and returns 0, or takes none and returns the milliseconds after which there may be as many. */
  take(bytes: number): number {
    if (this.bytesPerSecond === 0) return 0;
    this.fill();
    if (this.tokens >= bytes) {
      this.tokens -= bytes;
      return 0;
    }
    return Math.max(1, Math.ceil(((bytes - this.tokens) / this.bytesPerSecond) * 1000));
  }

  /** Holds one second of traffic at most. */
  private fill(): void {
    const now = this.now();
    this.tokens = Math.min(this.bytesPerSecond, this.tokens + ((now - this.filledAt) / 1000) * this.bytesPerSecond);
    this.filledAt = now;
  }
}
