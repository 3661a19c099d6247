import { connect, type Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { failure, success, type Result } from '../common/result.ts'
import { describeConnectError } from './network-errors.ts'
import { systemTimers, type Timers } from './timers.ts'

/** Milliseconds of silence after which the system asks whether the other side is still there. */
const keepAliveMs = 30_000

export interface DialOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly timers?: Timers
}

export interface DialFailure {
  /** Stable name, such as `refused`, `timed-out`, `unknown-host` or `cancelled`. */
  readonly code: string
  /** What happened and what to do, in words. */
  readonly message: string
}

/**
 * Connects to an address. If a name has several addresses, IPv6 and IPv4 ones are tried in turn.
 *
 * Fails, as data, when nothing answers, after `timeoutMs` milliseconds, or with `cancelled` when the signal is aborted.
 */
export function dial(address: Address, options: DialOptions): Promise<Result<Socket, DialFailure>> {
  const { timeoutMs, signal, timers = systemTimers } = options
  if (signal.aborted) return Promise.resolve(failure(cancelled))
  const { host, port } = address
  const socket = connect({
    host,
    port,
    autoSelectFamily: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveMs,
  })
  return new Promise((resolve) => {
    const finish = (result: Result<Socket, DialFailure>): void => {
      cancelTimer()
      signal.removeEventListener('abort', onAbort)
      if (!result.ok) socket.destroy()
      resolve(result)
    }
    const onAbort = (): void => finish(failure(cancelled))
    const cancelTimer = timers.after(timeoutMs, () => finish(failure(describeConnectError(timedOut, address))))
    signal.addEventListener('abort', onAbort)
    // The error listener stays: an error that nobody listens for would end the process.
    socket.on('error', (error) => finish(failure(describeConnectError(error, address))))
    socket.once('connect', () => finish(success(socket)))
  })
}

/** Given up by the person. */
export const cancelled: DialFailure = { code: 'cancelled', message: 'Joining was cancelled.' }

const timedOut = Object.assign(new Error('Timed out'), { code: 'ETIMEDOUT' })
