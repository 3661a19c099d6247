import type { Address } from '../common/address.ts'
import type { NativePerson } from '../common/native/log-event.ts'
import type { RoomDescription } from '../common/room.ts'
import type { ArrivalBook } from './arrival-book.ts'
import type { HouseRules } from './house-rules.ts'
import type { RoomActs } from './room-acts.ts'
import type { ConnectionSettings } from './host-connection.ts'
import type { RoomLog } from './room-log.ts'
import type { RoomNames } from './room-names.ts'

/** The room, as the parts of its host see it that look after its guests. */
export interface RoomContext {
  readonly rules: HouseRules
  /** Hears how far each connection comes, and why the host ends one. */
  readonly arrivals: ArrivalBook
  readonly acts: RoomActs
  readonly settings: ConnectionSettings
  readonly log: RoomLog
  readonly names: RoomNames
  /** Who is in the room, by id. The host's own person comes first. */
  readonly people: ReadonlyMap<string, NativePerson>
  /** What is true of the room as a whole. */
  describe(): RoomDescription
  createId(): string
  /** Somebody is in the room, under a name that is taken for them already. Everybody will hear of it. */
  enter(person: NativePerson, address: Address): void
  /** Somebody is not in the room any more. Everybody will hear of it. */
  leave(person: NativePerson): void
  /** Somebody who is in the room is away, or back, or called something else. Everybody will hear of it. */
  change(person: NativePerson): void
  /** Somebody has everything up to this number. */
  received(personId: string, seq: number): void
  /** An author is to be told anew how far their messages are: all of them, or those with these ids. */
  returned(authorId: string, ids?: ReadonlySet<string>): void
  /** Somebody who had much to read may have read it, or is gone. */
  caughtUp(): void
  setTyping(personId: string, on: boolean): void
  /** A connection is gone. */
  disconnected(address: Address): void
  /** Tells the host's own person about trouble. */
  warn(text: string): void
}
