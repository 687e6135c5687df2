/** For tests: Mulberry32, the same numbers 0..1 for the same seed. */
export const seededRandom = (seed: number) => (): number => {
  seed = (seed + 0x6d_2b_79_f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

/** For tests: a copy with bytes changed, cut out, doubled or cut off. */
export const mutate = (bytes: Buffer, random: () => number): Buffer => {
  let mutated = Buffer.from(bytes);
  for (let change = 0; change <= random() * 4; change++) {
    const at = Math.floor(random() * mutated.length);
    const end = at + Math.floor(random() * (mutated.length - at));
    const kind = Math.floor(random() * 5);
    if (kind < 2 && mutated.length > 0) mutated[at] = Math.floor(random() * 256);
    else if (kind === 2) mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(end)]);
    else if (kind === 3) mutated = Buffer.concat([mutated.subarray(0, end), mutated.subarray(at)]);
    else mutated = mutated.subarray(0, end);
  }
  return mutated;
};
