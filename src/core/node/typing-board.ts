import type { Timers } from './timers.ts'

/** Somebody is said to write at most this often, in milliseconds; who begins again sooner is told when it has passed. */
const repeatMs = 1000
/** Who has not been said to write for this long has stopped. */
const expiryMs = 6000

interface Writer {
  /** By {@link Timers.now}. */
  readonly toldAt: number
  /** Calls off what is due without another word from the writer: the end, or the next beginning. */
  readonly cancelNext: () => void
  readonly isWriting: boolean
}

/** Who is writing at this moment. */
export class TypingBoard {
  readonly #writers = new Map<string, Writer>()
  readonly #timers: Timers
  readonly #tell: (personId: string, on: boolean) => void

  /** @param tell hears every change, and again that somebody is still writing */
  constructor({ timers }: { readonly timers: Timers }, tell: (personId: string, on: boolean) => void) {
    this.#timers = timers
    this.#tell = tell
  }

  set(personId: string, on: boolean): void {
    const writer = this.#writers.get(personId)
    const wait = writer && on ? writer.toldAt + repeatMs - this.#timers.now() : 0
    if (writer?.isWriting && wait > 0) return
    writer?.cancelNext()
    if (writer && wait > 0) {
      const cancelNext = this.#timers.after(wait, () => this.set(personId, true))
      this.#writers.set(personId, { ...writer, cancelNext })
    } else if (on) this.#begin(personId)
    else if (writer?.isWriting) this.#end(personId, writer)
  }

  /** Somebody is gone, which everybody learns anyway. */
  forget(personId: string): void {
    this.#writers.get(personId)?.cancelNext()
    this.#writers.delete(personId)
  }

  close(): void {
    for (const personId of this.#writers.keys()) this.forget(personId)
  }

  #begin(personId: string): void {
    const cancelNext = this.#timers.after(expiryMs, () => this.set(personId, false))
    this.#writers.set(personId, { toldAt: this.#timers.now(), cancelNext, isWriting: true })
    this.#tell(personId, true)
  }

  #end(personId: string, writer: Writer): void {
    this.#writers.set(personId, { ...writer, cancelNext: () => {}, isWriting: false })
    this.#tell(personId, false)
  }
}
