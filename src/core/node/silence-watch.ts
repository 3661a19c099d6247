import type { Limits } from '../common/limits.ts'
import type { Timers } from './timers.ts'

export interface SilenceWatchOptions {
  readonly limits: Pick<Limits, 'pingMs' | 'dropMs'>
  readonly timers: Timers
  /** Whether the other side goes unread at this moment: then its silence is ours. */
  readonly isPaused: () => boolean
  readonly send: (message: { readonly type: 'ping' | 'pong' }) => void
  /** Nothing has been heard for too long, which is so many milliseconds, though it was asked for. */
  readonly onSilence: (silenceMs: number) => void
}

/** Looks after the other side of a connection: asks it when it has been silent for long, and gives it up later. */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions
  #heardAt: number
  /** When it was first asked whether it is there, since it was heard. */
  #askedAt: number | null = null
  #cancel = (): void => {}

  constructor(options: SilenceWatchOptions) {
    this.#options = options
    this.#heardAt = options.timers.now()
  }

  /** Something has come. */
  hear(): void {
    this.#heardAt = this.#options.timers.now()
    this.#askedAt = null
  }

  start(): void {
    this.#lookAfter(this.#options.limits.pingMs)
  }

  stop(): void {
    this.#cancel()
  }

  #lookAfter(ms: number): void {
    this.#cancel = this.#options.timers.after(ms, () => this.#look())
  }

  #look(): void {
    const { limits, isPaused, send, onSilence, timers } = this.#options
    if (isPaused()) {
      // Its pings go unread meanwhile: this shows that somebody is still here.
      this.hear()
      send({ type: 'pong' })
      return this.#lookAfter(limits.pingMs)
    }
    const now = timers.now()
    const silence = now - this.#heardAt
    if (silence < limits.pingMs) return this.#lookAfter(limits.pingMs - silence)
    // After this computer has slept, it is asked first, however long that was.
    this.#askedAt ??= now
    const left = this.#askedAt + limits.dropMs - limits.pingMs - now
    if (left <= 0) return onSilence(silence)
    send({ type: 'ping' })
    this.#lookAfter(Math.min(limits.pingMs, left))
  }
}
