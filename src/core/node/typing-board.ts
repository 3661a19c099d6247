import type { Timers } from './timers.ts'

/** Somebody is said to write at most this often, in milliseconds. */
const repeatMs = 1000
/** Who has not been said to write for this long has stopped. */
const expiryMs = 6000

interface Writer {
  readonly toldAt: number
  readonly cancelExpiry: () => void
  readonly isWriting: boolean
}

/** Who is writing at this moment. */
export class TypingBoard {
  readonly #writers = new Map<string, Writer>()
  readonly #clock: () => number
  readonly #timers: Timers
  readonly #tell: (personId: string, on: boolean) => void

  /** @param tell hears every change, and again that somebody is still writing */
  constructor(
    { clock, timers }: { readonly clock: () => number; readonly timers: Timers },
    tell: (personId: string, on: boolean) => void,
  ) {
    this.#clock = clock
    this.#timers = timers
    this.#tell = tell
  }

  set(personId: string, on: boolean): void {
    const writer = this.#writers.get(personId)
    const now = this.#clock()
    if (!on && !writer?.isWriting) return
    if (on && writer && now - writer.toldAt < repeatMs) return
    writer?.cancelExpiry()
    this.#writers.set(personId, {
      toldAt: on ? now : (writer?.toldAt ?? now),
      cancelExpiry: on ? this.#timers.after(expiryMs, () => this.set(personId, false)) : () => {},
      isWriting: on,
    })
    this.#tell(personId, on)
  }

  /** Somebody is gone, which everybody learns anyway. */
  forget(personId: string): void {
    this.#writers.get(personId)?.cancelExpiry()
    this.#writers.delete(personId)
  }

  close(): void {
    for (const personId of this.#writers.keys()) this.forget(personId)
  }
}
