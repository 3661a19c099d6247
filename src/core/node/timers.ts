/** Delays that a test can replace. */
export interface Timers {
  /** Calls back once after `ms` milliseconds, unless the returned function is called first. */
  after(ms: number, callback: () => void): () => void
  /** Milliseconds since some moment, by a clock that nobody sets: for how long something lasts. */
  now(): number
}

export const systemTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
  now: () => performance.now(),
}
