import { connect, type Socket } from 'node:net'
import type { Address } from '../common/address.ts'
import { failure, success, type Result } from '../common/result.ts'
import { cancelled, notConnected, timedOut, type JoinFailure } from './join-failure.ts'
import { socketOptions } from './socket-options.ts'
import { systemTimers, type Timers } from './timers.ts'

export interface DialOptions {
  readonly timeoutMs: number
  readonly signal: AbortSignal
  readonly timers?: Timers
}

/**
 * Connects to an address. If a name has several addresses, IPv6 and IPv4 ones are tried in turn.
 *
 * Fails, as data, when nothing answers, after `timeoutMs` milliseconds, or with `cancelled` when the signal is aborted.
 */
export function dial(address: Address, options: DialOptions): Promise<Result<Socket, JoinFailure>> {
  const { timeoutMs, signal, timers = systemTimers } = options
  if (signal.aborted) return Promise.resolve(failure(cancelled))
  const { host, port } = address
  const socket = connect({
    host,
    port,
    autoSelectFamily: true,
    ...socketOptions,
  })
  return new Promise((resolve) => {
    const finish = (result: Result<Socket, JoinFailure>): void => {
      cancelTimer()
      signal.removeEventListener('abort', onAbort)
      if (!result.ok) socket.destroy()
      resolve(result)
    }
    const onAbort = (): void => finish(failure(cancelled))
    const cancelTimer = timers.after(timeoutMs, () => finish(failure(timedOut(address))))
    signal.addEventListener('abort', onAbort)
    // The error listener stays: an error that nobody listens for would end the process.
    socket.on('error', (error) => finish(failure(notConnected(address, error))))
    socket.once('connect', () => finish(success(socket)))
  })
}
