import type { Arrival } from './arrivals.ts'
import type {
  Ban,
  Connection,
  Delivery,
  Entry,
  Exposure,
  HappeningEntry,
  MessageEntry,
  NamedPerson,
  NoticeEntry,
  PendingChange,
  PendingReaction,
  Person,
  PresenceEntry,
  RoomDescription,
} from './room.ts'

/** What happened in a room, in the past tense. */
export type RoomEventBody =
  /** `isLate`: it was said while the connection was gone, and has been fetched since. */
  | { readonly type: 'message.added'; readonly message: MessageEntry; readonly isLate?: true }
  | {
      readonly type: 'message.edited'
      readonly id: string
      readonly text: string
      readonly at: number
      readonly revision: number
    }
  | { readonly type: 'message.deleted'; readonly id: string; readonly revision: number }
  | {
      readonly type: 'message.reacted'
      readonly id: string
      readonly emoji: string
      readonly person: NamedPerson
      readonly on: boolean
      readonly revision: number
    }
  /** The person has asked for a change of an own message; null: it is done, or will not be. */
  | { readonly type: 'message.change-pending'; readonly id: string; readonly change: PendingChange | null }
  /** So many reactions of the person's own to a message wait; none: they are in the room, or will not be. */
  | { readonly type: 'message.reactions-pending'; readonly id: string; readonly reactions: readonly PendingReaction[] }
  /** An own message that is not in the room yet has another text. */
  | { readonly type: 'message.rewritten'; readonly id: string; readonly text: string }
  | { readonly type: 'message.delivery-changed'; readonly id: string; readonly delivery: Delivery }
  /** An own message that is shown already, as it is in the room: with the room's time, and its own words of what it answers. */
  | { readonly type: 'message.placed'; readonly message: MessageEntry }
  | { readonly type: 'message.discarded'; readonly id: string }
  /** These were here before us, too. */
  | { readonly type: 'people.added'; readonly people: readonly Person[] }
  /** Somebody is here. `entry` is absent when nobody should be told (they were here before us). */
  | { readonly type: 'person.joined'; readonly person: Person; readonly entry?: PresenceEntry }
  | { readonly type: 'person.left'; readonly personId: string; readonly entry?: PresenceEntry }
  /** Somebody came or went while we were away; who is here is not changed by it. */
  | { readonly type: 'presence.added'; readonly entry: PresenceEntry }
  /** The roster starts anew, as after a reconnect to a server that sends none. */
  | { readonly type: 'people.reset'; readonly people: readonly Person[] }
  /**
   * Older entries, oldest first, that belong before everything that is here. `goesOn`: those above them follow at once.
   * `renews`: they are the room's newest page, and what this computer had kept of it until now gives way to them. `above`: what
   * comes right before the entry with this number in the room's log, as it was asked for.
   */
  | {
      readonly type: 'history.loaded'
      readonly entries: readonly Entry[]
      readonly more: boolean
      readonly goesOn?: true
      readonly renews?: true
      readonly above?: number
    }
  | ({ readonly type: 'room.described' } & RoomDescription)
  /** Somebody who is here has another name, is away or back, may or may not write. Unknown people are ignored. */
  | { readonly type: 'person.changed'; readonly person: Person }
  | { readonly type: 'happening.added'; readonly entry: HappeningEntry }
  | { readonly type: 'bans.changed'; readonly bans: readonly Ban[] }
  | { readonly type: 'arrivals.changed'; readonly arrivals: readonly Arrival[] }
  | { readonly type: 'typing.changed'; readonly personId: string; readonly on: boolean }
  | { readonly type: 'self.renamed'; readonly nickname: string }
  | { readonly type: 'notice.added'; readonly notice: NoticeEntry }
  | { readonly type: 'connection.changed'; readonly connection: Connection }
  /** The host has decided anew who can reach the room: by these addresses from now on, best first. */
  | { readonly type: 'exposure.changed'; readonly exposure: Exposure; readonly addresses: readonly string[] }
  /** Others reach the room by these from now on, best first. */
  | { readonly type: 'addresses.changed'; readonly addresses: readonly string[] }
  /** Another room answers: preferences know it by this from here on. */
  | { readonly type: 'key.changed'; readonly key: string }

/** An event with its number in the room: 1, 2, 3, … without a gap. */
export type RoomEvent = RoomEventBody & { readonly seq: number }
