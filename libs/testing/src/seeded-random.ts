export interface SeededRandom {
  /** 0 ≤ x < 1 */
  share(): number;
  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number;
  bytes(length: number): Buffer;
}

/** The same numbers for the same seed (mulberry32): for whatever must come back, as the finds of a fuzz test. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0;
  const share = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number): number => Math.floor(share() * limit);
  return { share, below, bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))) };
};
