import { seededRandom } from '../../../libs/testing/src/seeded-random.js';

/** Repeatable chance. */
export class Dice {
  /** 0 ≤ x < 1 */
  readonly roll: () => number;

  constructor(seed: number) {
    this.roll = seededRandom(seed).share;
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
