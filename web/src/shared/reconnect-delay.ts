export const FIRST_DELAY_MS = 1000;
export const MAX_DELAY_MS = 30_000;

/**
 * Milliseconds before attempt number `attempt` (from 0): doubling up to half a minute, and up to a quarter shorter or
 * longer by chance, so that a thousand tabs do not come back to a restarted portal in the same instant.
 */
export const reconnectDelay = (attempt: number, random: () => number = Math.random): number => {
  const base = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return Math.round(Math.min(MAX_DELAY_MS, base * (0.75 + random() / 2)));
};
