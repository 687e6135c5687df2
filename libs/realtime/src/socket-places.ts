import { DomainError } from '#libs/contracts';
import type { Release } from './credential-source.js';

/** At most `max` open sockets a key, and `maxInAll` of all keys, whichever road they travel. */
export class SocketPlaces {
  private readonly taken = new Map<string, number>();
  private takenInAll = 0;

  constructor(
    private readonly max: number,
    private readonly maxInAll = Number.POSITIVE_INFINITY,
  ) {}

  get inAll(): number {
    return this.takenInAll;
  }

  /** @throws DomainError rate.exceeded */
  acquire(key: string): Release {
    const release = this.tryAcquire(key);
    if (!release) throw new DomainError('rate.exceeded', { text: `At most ${this.max} open connections.` });
    return release;
  }

  /** Undefined for one too many. */
  tryAcquire(key: string): Release | undefined {
    const count = this.count(key);
    if (count >= this.max || this.takenInAll >= this.maxInAll) return undefined;
    this.taken.set(key, count + 1);
    this.takenInAll++;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.takenInAll--;
      const left = this.taken.get(key)! - 1;
      if (left === 0) this.taken.delete(key);
      else this.taken.set(key, left);
    };
  }

  count(key: string): number {
    return this.taken.get(key) ?? 0;
  }
}
