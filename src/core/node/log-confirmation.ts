import { receiptPaceMs } from '../common/native/receipt-pace.ts'
import type { Timers } from './timers.ts'

/** Tells the host, soon and not too often, how far the conversation has come. */
export class LogConfirmation {
  readonly #timers: Timers
  readonly #countPeople: () => number
  readonly #send: () => void
  #cancel: (() => void) | null = null

  /** @param countPeople how many are in the room: the more, the less often it is told */
  constructor(timers: Timers, countPeople: () => number, send: () => void) {
    this.#timers = timers
    this.#countPeople = countPeople
    this.#send = send
  }

  /** There is something to confirm. */
  wake(): void {
    this.#cancel ??= this.#timers.after(receiptPaceMs(this.#countPeople()), () => {
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
