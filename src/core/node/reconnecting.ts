import { backoffDelay } from '../common/backoff.ts'
import { failure, type Result } from '../common/result.ts'
import type { Connection } from '../common/room.ts'
import { bannedCode, cancelled, type JoinFailure } from './join-failure.ts'
import type { Timers } from './timers.ts'

export interface ReconnectingOptions<Opened> {
  readonly connect: () => Promise<Result<Opened, JoinFailure>>
  /** Hears when each attempt will start, and why it is needed. */
  readonly onWait: (waiting: Extract<Connection, { status: 'reconnecting' }>) => void
  /** Whether it tries again after an attempt that failed. */
  readonly insists: () => boolean
  /** Ends all attempts. */
  readonly signal: AbortSignal
  readonly clock: () => number
  readonly timers: Timers
  readonly random: () => number
}

/** The attempts to connect again, later each time. */
export class Reconnecting<Opened> {
  readonly #options: ReconnectingOptions<Opened>
  #attempt = 0
  #proceed = (): void => {}

  constructor(options: ReconnectingOptions<Opened>) {
    this.#options = options
  }

  /** Begins again with the shortest delay: the last connection was a good one. */
  startOver(): void {
    this.#attempt = 0
  }

  /** Makes the next attempt without waiting longer, and those after it soon again: somebody wants to be back. */
  attemptNow(): void {
    this.#attempt = Math.min(this.#attempt, 1)
    this.#proceed()
  }

  /** Tries until it works. Fails with `banned`, with `cancelled` if it was ended before, or if nobody insists any more. */
  async run(firstReason: string): Promise<Result<Opened, JoinFailure>> {
    const { clock, connect, insists, onWait, random, signal } = this.#options
    let reason = firstReason
    while (!signal.aborted) {
      this.#attempt += 1
      const delay = backoffDelay(this.#attempt, random)
      onWait({ status: 'reconnecting', attempt: this.#attempt, retryAt: clock() + delay, reason })
      await this.#untilNextAttempt(delay)
      const opened = await connect()
      if (opened.ok || opened.error.code === bannedCode || !insists()) return opened
      reason = opened.error.message
    }
    return failure(cancelled)
  }

  /** Until the time has come, somebody wants it now, or all attempts are ended. */
  #untilNextAttempt(delay: number): Promise<void> {
    const { signal, timers } = this.#options
    return new Promise((resolve) => {
      this.#proceed = () => {
        this.#proceed = () => {}
        signal.removeEventListener('abort', onAbort)
        cancel()
        resolve()
      }
      const onAbort = (): void => this.#proceed()
      const cancel = timers.after(delay, onAbort)
      signal.addEventListener('abort', onAbort)
    })
  }
}
