import { setTimeout as delay } from 'node:timers/promises';

const SHORTEST_MS = 200;
const FIRST_MS = 500;
/** With the dial that follows, whoever waited longest is back within 5 s of the relay's return. */
const LONGEST_MS = 4_000;

/** Full jitter: a random pause whose upper bound doubles with every failure. */
export class Backoff {
  private failures = 0;

  constructor(private readonly random: () => number = Math.random) {}

  /** `atLeastMs` is added to. @throws AbortError when `signal` aborts first */
  async pause(signal: AbortSignal, atLeastMs = 0): Promise<void> {
    await delay(atLeastMs + this.nextMs(), undefined, { signal });
  }

  nextMs(): number {
    const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.failures);
    this.failures = Math.min(this.failures + 1, 10);
    return SHORTEST_MS + this.random() * (bound - SHORTEST_MS);
  }

  reset(): void {
    this.failures = 0;
  }
}
