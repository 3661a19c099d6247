import type { Timers } from './timers.ts'

/** A wait that can be cut short. */
export interface Waiting {
  /** Resolves when the time has come, the wait is cut short, or the signal is aborted. */
  readonly over: Promise<void>
  cutShort(): void
}

/** Waits for `ms` milliseconds at most. */
export function waitFor(ms: number, timers: Timers, signal: AbortSignal): Waiting {
  const { promise: over, resolve } = Promise.withResolvers<void>()
  const cutShort = (): void => {
    signal.removeEventListener('abort', cutShort)
    cancel()
    resolve()
  }
  const cancel = timers.after(ms, cutShort)
  signal.addEventListener('abort', cutShort)
  return { over, cutShort }
}
