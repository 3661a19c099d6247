import type { Limits } from '../common/limits.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import type { RoomLog } from './room-log.ts'
import type { Timers } from './timers.ts'

export interface RoomHostOptions {
  /** As before unless given, and kept for the next time if the log is. */
  readonly name?: string
  /** Turns classic clients away. As before unless given, and kept like the name. */
  readonly nativeOnly?: boolean
  /** Addresses to listen on, such as `127.0.0.1`, `0.0.0.0` or `::` (which takes IPv4 too). At least one. */
  readonly bind: readonly string[]
  /** Goes without addresses of `bind` after the first that this computer does not have, as when a VPN has just ended. */
  readonly skipsMissingAddresses?: boolean
  /** 0 picks a free one. */
  readonly port: number
  /** Ports that are not offered in the place of one that cannot be had: other rooms are opened there. */
  readonly reservedPorts?: readonly number[]
  /** The person at the host's own window, already parsed; absent when there is no window. */
  readonly hostNickname?: string
  /** Who that is in the log, from one opening of the room to the next; a new id unless given. */
  readonly hostPersonId?: string
  /** What is said goes in here, and goes on from what is in it. Closed together with the room. Kept nowhere unless given. */
  readonly log?: RoomLog
  readonly limits?: Partial<Limits>
  /** Milliseconds since 1970. */
  readonly clock?: () => number
  readonly timers?: Timers
  /**
   * Milliseconds of a turn of the event loop in which people are written to; a large room takes several turns then, and the
   * window of the same program need not wait. As long as it takes, unless given: then a room gets most through.
   */
  readonly writingMs?: number
  readonly createId?: () => string
  /** Hears one harmless line about a connection that could not be accepted. */
  readonly report?: (line: string) => void
  /** Which addresses may connect as often as they like. Loopback, unless said otherwise. */
  readonly isExempt?: (address: string) => boolean
}

export interface RoomHostEvents {
  /** In the log, and so stored if the room stores anything. */
  event: [RoomEventBody]
}
