/** Repeatable chance (mulberry32). */
export class Dice {
  constructor(private state: number) {}

  /** 0 ≤ x < 1 */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** 0 ≤ n < `below` */
  number(below: number): number {
    return Math.floor(this.roll() * below);
  }

  happens(share: number): boolean {
    return this.roll() < share;
  }

  /** @throws when there is nothing to choose from */
  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('Nothing to choose from.');
    return from[this.number(from.length)]!;
  }
}
