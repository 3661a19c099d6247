const firstDelayMs = 1000
const longestDelayMs = 30_000

/**
 * Milliseconds to wait before a reconnect attempt: about 1, 2, 4 … seconds, never more than 30.
 *
 * Up to a quarter is taken off at random, so that a room that comes back is not met by everybody in the same instant.
 *
 * @param attempt 1 for the first
 * @param random as `Math.random`
 */
export function backoffDelay(attempt: number, random: () => number): number {
  const delay = Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1))
  return Math.round(delay * (1 - random() / 4))
}
