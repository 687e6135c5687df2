import { setTimeout as delay } from 'node:timers/promises';

/** Asks until the answer is truthy; a condition, never a duration. Fails after 10 s with what was waited for. */
export const eventually = async <T>(what: string, ask: () => T | Promise<T>): Promise<NonNullable<T>> => {
  const end = performance.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`Waited 10 s for ${what}.`);
    await delay(5);
  }
};
