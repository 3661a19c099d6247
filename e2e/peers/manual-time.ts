import type { Timers } from '../../src/core/node/timers.ts'

interface Delay {
  readonly due: number
  readonly callback: () => void
}

/** Time that passes when the test says so. */
export class ManualTime implements Timers {
  #now = 1_000_000
  readonly #delays = new Set<Delay>()

  /** Milliseconds since 1970, as a function of its own. */
  readonly clock = (): number => this.#now

  now(): number {
    return this.#now
  }

  after(ms: number, callback: () => void): () => void {
    const delay = { due: this.#now + ms, callback }
    this.#delays.add(delay)
    return () => void this.#delays.delete(delay)
  }

  /** Lets so many milliseconds pass, and everything happen that is due by then, in order. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const next = [...this.#delays].toSorted((one, other) => one.due - other.due)[0]
      if (!next || next.due > end) break
      this.#now = next.due
      this.#delays.delete(next)
      next.callback()
    }
    this.#now = end
  }
}
