const MAX_REORDER = 16;

/**
 * Decode times for a codec whose transport has only presentation times: those times in order, shifted by as many frames
 * as may be decoded before one that is shown earlier. `reorder` is what the encoder announces; if it lies, the shift grows.
 */
export class DecodeTimes {
  /** Presentation times of decoded frames, ascending; at most `reorder` after each. */
  private readonly waiting: number[] = [];
  private lastPts = -Infinity;

  /** `frameUs` is the length of a frame, of which the first decode times are made; none will be before `last`. */
  constructor(
    private reorder: number,
    private readonly frameUs: number,
    public last = 0,
  ) {}

  /** In decode order. Never decreasing, and never after `pts` while the encoder keeps to `reorder`. */
  next(pts: number): number {
    if (pts < this.lastPts && this.reorder === 0) this.reorder = 1;
    this.lastPts = pts;
    const place = this.waiting.findLastIndex((time) => time <= pts) + 1;
    this.waiting.splice(place, 0, pts);
    if (place === 0 && this.waiting.length > this.reorder && pts < this.last && this.reorder < MAX_REORDER)
      this.reorder++;
    const dts =
      this.waiting.length > this.reorder
        ? this.waiting.shift()!
        : this.waiting[0]! - (this.reorder + 1 - this.waiting.length) * this.frameUs;
    this.last = Math.max(this.last, Math.min(dts, pts));
    return this.last;
  }
}
