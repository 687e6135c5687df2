/** A sum that grows, as units a second between two looks at it. */
export class Rate {
  private last: { total: number; at: number } | undefined;
  private current: number | undefined;

  /** `at` in milliseconds. Undefined until there were two looks. */
  of(total: number, at: number): number | undefined {
    const { last } = this;
    if (last && at - last.at < MIN_GAP_MS) return this.current;
    if (last) this.current = Math.max(0, ((total - last.total) * 1000) / (at - last.at));
    this.last = { total, at };
    return this.current;
  }
}

/** Looks closer together than this would make a figure jump. */
const MIN_GAP_MS = 500;
