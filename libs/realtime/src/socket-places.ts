import { DomainError } from '#libs/contracts';
import type { Release } from './credential-source.js';

/** At most `max` open sockets a key, whichever road they travel. */
export class SocketPlaces {
  private readonly taken = new Map<string, number>();

  constructor(private readonly max: number) {}

  /** @throws DomainError rate.exceeded */
  acquire(key: string): Release {
    const count = this.taken.get(key) ?? 0;
    if (count >= this.max) throw new DomainError('rate.exceeded', { text: `At most ${this.max} open connections.` });
    this.taken.set(key, count + 1);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const left = this.taken.get(key)! - 1;
      if (left === 0) this.taken.delete(key);
      else this.taken.set(key, left);
    };
  }

  count(key: string): number {
    return this.taken.get(key) ?? 0;
  }
}
