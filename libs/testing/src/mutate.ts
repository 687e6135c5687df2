import type { SeededRandom } from './seeded-random.js';

/** A copy with a few bytes changed, cut out, doubled or cut off. */
export const mutate = (bytes: Buffer, random: SeededRandom): Buffer => {
  let mutated = Buffer.from(bytes);
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    const at = random.below(mutated.length);
    const end = at + random.below(mutated.length - at + 1);
    const kind = random.below(5);
    if (kind < 2 && mutated.length > 0) mutated[at] = random.below(256);
    else if (kind === 2) mutated = Buffer.concat([mutated.subarray(0, at), mutated.subarray(end)]);
    else if (kind === 3) mutated = Buffer.concat([mutated.subarray(0, end), mutated.subarray(at)]);
    else mutated = mutated.subarray(0, end);
  }
  return mutated;
};
