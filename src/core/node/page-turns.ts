import type { Timers } from './timers.ts'

/** For each millisecond that a page takes, so many pass before the next one: the room has the rest for what is said in it. */
const share = 2
/** What a page is thought to take before one has been measured, in milliseconds. */
const firstGuessMs = 5

/**
 * Turns for looking through the history, which is work for the host and cheap to ask for: however many ask, and however often,
 * pages come one after the other, and take half of the time.
 */
export class PageTurns {
  readonly #timers: Timers
  #nextAt = -Infinity
  #pageMs = firstGuessMs

  constructor(timers: Timers) {
    this.#timers = timers
  }

  /** Takes a turn, and answers in how many milliseconds it comes. */
  take(): number {
    const now = this.#timers.now()
    const at = Math.max(now, this.#nextAt)
    this.#nextAt = at + share * this.#pageMs
    return at - now
  }

  /** Does what a turn is for, and learns how long such things take. */
  measured<Value>(work: () => Value): Value {
    const before = this.#timers.now()
    const value = work()
    this.#pageMs = (this.#pageMs + this.#timers.now() - before) / 2
    return value
  }
}
