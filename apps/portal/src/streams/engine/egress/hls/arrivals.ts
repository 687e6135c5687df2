interface Waiter {
  isHere: () => boolean;
  settle(cameInTime: boolean): void;
}

/** Requests that wait for what is not there yet: bounded in number and in time. */
export class Arrivals {
  /** Turned away because too many waited. */
  refused = 0;
  private readonly waiters = new Set<Waiter>();

  constructor(
    private readonly maxWaiters: number,
    private readonly timeoutMs: number,
  ) {}

  /** Whether it came in time; asks again at each `announce`. */
  wait(isHere: () => boolean, signal?: AbortSignal): Promise<boolean> {
    if (isHere()) return Promise.resolve(true);
    if (this.waiters.size >= this.maxWaiters) {
      this.refused++;
      return Promise.resolve(false);
    }
    if (signal?.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const giveUp = (): void => waiter.settle(false);
      const timer = setTimeout(giveUp, this.timeoutMs);
      const waiter: Waiter = {
        isHere,
        settle: (cameInTime) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', giveUp);
          this.waiters.delete(waiter);
          resolve(cameInTime);
        },
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiters.add(waiter);
    });
  }

  announce(): void {
    for (const waiter of this.waiters) if (waiter.isHere()) waiter.settle(true);
  }
}
