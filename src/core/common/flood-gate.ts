/**
 * A token bucket: lets a burst through at once and then a steady rate, by delaying rather than refusing.
 */
export class FloodGate {
  readonly #burst: number
  readonly #perSecond: number
  readonly #clock: () => number
  #tokens: number
  #filledAt: number

  /** `clock` gives milliseconds. An infinite `burst` or `perSecond` lifts the limit. */
  constructor(options: { burst: number; perSecond: number; clock: () => number }) {
    this.#burst = options.burst
    this.#perSecond = options.perSecond
    this.#clock = options.clock
    this.#tokens = options.burst
    this.#filledAt = options.clock()
  }

  /**
   * Books the cost and returns the milliseconds to wait before acting on it; 0 is now.
   *
   * Every call is booked, so calls made while waiting come out one after the other at the steady rate.
   */
  delayFor(cost: number): number {
    if (this.#burst === Infinity || this.#perSecond === Infinity) return 0
    const now = this.#clock()
    // A clock that was set back must not cost anybody tokens.
    const elapsed = Math.max(0, now - this.#filledAt)
    this.#filledAt = now
    this.#tokens = Math.min(this.#burst, this.#tokens + (elapsed / 1000) * this.#perSecond) - cost
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.#perSecond) * 1000)
  }
}
