interface Counters {
  identity_key: string;
  bytes_in: number;
  bytes_out: number;
}

/** Bytes a second: from visitors, and to them. */
export interface Rate {
  in: number;
  out: number;
}

interface Sample {
  at: number;
  in: number;
  out: number;
}

/** The relay's own figures are up to a second old; over as many answers that evens out. */
const SAMPLES = 4;

/** Rates of growing counters, over the last few answers. */
export class TrafficMeter {
  private readonly samples = new Map<string, Sample[]>();

  /** `at` in milliseconds. A counter that has been seen once has no rate, one that starts anew begins again. */
  read(at: number, leases: readonly Counters[]): Map<string, Rate> {
    const present = new Set(leases.map(({ identity_key }) => identity_key));
    for (const key of this.samples.keys()) if (!present.has(key)) this.samples.delete(key);
    const rates = new Map<string, Rate>();
    for (const { identity_key: key, bytes_in, bytes_out } of leases) {
      const now: Sample = { at, in: bytes_in, out: bytes_out };
      const before = (this.samples.get(key) ?? []).filter((old) => old.in <= now.in && old.out <= now.out);
      this.samples.set(key, [...before, now].slice(-SAMPLES));
      const [first] = this.samples.get(key)!;
      const seconds = (at - first!.at) / 1000;
      if (seconds > 0) rates.set(key, { in: (now.in - first!.in) / seconds, out: (now.out - first!.out) / seconds });
    }
    return rates;
  }
}
