import type { Address } from '../common/address.ts'
import type { Timers } from './timers.ts'

export interface ServerConnectionOptions {
  readonly address: Address
  /** ASCII; what the wire carries. */
  readonly nickname: string
  /** Goes on under the name that the host gives when the wanted one is taken, instead of failing with `name-taken`. */
  readonly acceptsOtherName: boolean
  /** Hands the connection over if the server offers the native protocol. */
  readonly upgrades: boolean
  readonly connectTimeoutMs: number
  readonly greetingTimeoutMs: number
  readonly signal: AbortSignal
  readonly timers: Timers
}
