import type { Limits } from '../common/limits.ts'
import type { Timers } from './timers.ts'

export interface SilenceWatchOptions {
  readonly limits: Pick<Limits, 'pingMs' | 'dropMs'>
  readonly clock: () => number
  readonly timers: Timers
  /** Whether the other side goes unread at this moment: then its silence is ours. */
  readonly isPaused: () => boolean
  readonly send: (message: { readonly type: 'ping' | 'pong' }) => void
  /** Nothing has been heard for too long. */
  readonly onSilence: () => void
}

/** Looks after the other side of a connection: asks it when it has been silent for long, and gives it up later. */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions
  #heardAt: number
  #cancel = (): void => {}

  constructor(options: SilenceWatchOptions) {
    this.#options = options
    this.#heardAt = options.clock()
  }

  /** Something has come. */
  hear(): void {
    this.#heardAt = this.#options.clock()
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
    const { clock, limits, isPaused, send, onSilence } = this.#options
    if (isPaused()) {
      // Its pings go unread meanwhile: this shows that somebody is still here.
      this.hear()
      send({ type: 'pong' })
      return this.#lookAfter(limits.pingMs)
    }
    const silence = clock() - this.#heardAt
    if (silence >= limits.dropMs) return onSilence()
    if (silence < limits.pingMs) return this.#lookAfter(limits.pingMs - silence)
    send({ type: 'ping' })
    this.#lookAfter(Math.min(limits.pingMs, limits.dropMs - silence))
  }
}
