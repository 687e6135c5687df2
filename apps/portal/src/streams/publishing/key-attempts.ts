import { DomainError } from '#libs/contracts';

const WINDOW_MS = 60_000;
/** Wrong keys of an address within the window, after which it is not asked any more. */
const MAX_FAILURES = 10;
const MAX_ADDRESSES = 10_000;
/** A wrong key is answered after up to as long, so that guessing does not pay. */
const MAX_DELAY_MS = 2_000;

export interface KeyAttemptsOptions {
  now?: () => number;
  /** Between 0 and 1. */
  random?: () => number;
}

/** Slows down whoever tries stream keys. */
export class KeyAttempts {
  private readonly failures = new Map<string, { count: number; until: number }>();
  private readonly now: () => number;
  private readonly random: () => number;

  constructor({ now = Date.now, random = Math.random }: KeyAttemptsOptions = {}) {
    this.now = now;
    this.random = random;
  }

  /** @throws DomainError rate.exceeded */
  requireAllowed(address: string): void {
    const entry = this.failures.get(address);
    if (entry && entry.until > this.now() && entry.count >= MAX_FAILURES) throw new DomainError('rate.exceeded');
  }

  /** Milliseconds to wait before the answer. */
  fail(address: string): number {
    const before = this.failures.get(address);
    const count = before && before.until > this.now() ? before.count + 1 : 1;
    this.failures.delete(address);
    this.failures.set(address, { count, until: this.now() + WINDOW_MS });
    // The longest ago is first.
    if (this.failures.size > MAX_ADDRESSES) this.failures.delete(this.failures.keys().next().value!);
    return Math.round(this.random() * MAX_DELAY_MS * (count / MAX_FAILURES));
  }

  succeed(address: string): void {
    this.failures.delete(address);
  }
}
