import type { Timers } from './timers.ts'

/** At most this often, in milliseconds, the host is told how far the conversation is here. */
const confirmMs = 250

/** Tells the host, soon and not too often, how far the conversation has come. */
export class LogConfirmation {
  readonly #timers: Timers
  readonly #send: () => void
  #cancel: (() => void) | null = null

  constructor(timers: Timers, send: () => void) {
    this.#timers = timers
    this.#send = send
  }

  /** There is something to confirm. */
  wake(): void {
    this.#cancel ??= this.#timers.after(confirmMs, () => {
      this.#cancel = null
      this.#send()
    })
  }

  /** There is nobody to tell. */
  stop(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
