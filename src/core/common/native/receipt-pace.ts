/** At most this often, in milliseconds, even in a small room. */
const leastMs = 250

/** In a larger room, so many milliseconds for each of its people: whoever hosts it hears a thousand confirmations a second, not more. */
const msEach = 1

/** How long what people have waits to be told together, in milliseconds: how far the log has come here, and who has what. */
export function receiptPaceMs(people: number): number {
  return Math.max(leastMs, people * msEach)
}
