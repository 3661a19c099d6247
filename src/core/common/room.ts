/** The room as a person sees it. `room-event.ts` has what can happen in it, `apply-events.ts` the one reducer. */
import type { Arrival } from './arrivals.ts'

/**
 * How a person takes part: at the host's own window, by the native or the classic protocol, or unknown (seen through a
 * classic server).
 */
export type PersonKind = 'host' | 'native' | 'classic' | 'unknown'

export interface Person {
  /** Stays the same for one connection; never taken from message text. */
  readonly id: string
  readonly nickname: string
  readonly kind: PersonKind
  /** Not at their computer; with what they say about it, which may be nothing. */
  readonly away?: string
  /** May read and not write. */
  readonly muted?: true
  /** The nickname of somebody else that theirs could be taken for. */
  readonly looksLike?: string
  /** Connected from the computer that hosts the room. Only the host's own window knows. */
  readonly isLocal?: true
}

/** Who wrote a message. The nickname is kept as it was then. */
export interface Author {
  readonly personId: string
  readonly nickname: string
  readonly kind: PersonKind
  /** Whose name theirs could be taken for then. */
  readonly looksLike?: string
}

/** Who has an own message: what can be known, and who cannot say. */
export interface Ledger {
  /** How many of the others have confirmed it. */
  readonly have: number
  /** How many others it went to. */
  readonly of: number
  /** Nicknames of those whose programs cannot confirm anything. */
  readonly cannotConfirm: readonly string[]
  /** Nicknames of those who have it, and of those who do not have it yet. Absent where they are too many, or the host names none. */
  readonly names?: { readonly have: readonly string[]; readonly missing: readonly string[] }
}

/** Who stores the conversation, and for how long; `null` where nobody says. */
export interface Retention {
  readonly stored: boolean
  /** The most messages that are kept. */
  readonly messages: number
  readonly days: number
}

/** How far an own message got. What others wrote is always `received`. */
export type Delivery =
  | { readonly state: 'received' }
  | { readonly state: 'sending' }
  | { readonly state: 'sent'; readonly ledger?: Ledger }
  | { readonly state: 'failed'; readonly reason: string }

/** Whether an own message is not in the room: it waits for that, or has failed. */
export function isUnsent({ state }: Delivery): boolean {
  return state === 'sending' || state === 'failed'
}

/** A person as an event or a message names them: the nickname as it was then. */
export interface NamedPerson {
  readonly personId: string
  readonly nickname: string
}

/** The message that another one answers, as it was when it was answered. */
export interface Quote {
  readonly id: string
  readonly nickname: string
  /** Its beginning, as one line. Empty if it has been deleted since. */
  readonly excerpt: string
  /** Only two people know that message: nobody else may read the quote. */
  readonly direct?: true
}

/** One emoji under a message, and who put it there. */
export interface Reaction {
  readonly emoji: string
  readonly people: readonly NamedPerson[]
}

/** What the person has asked for and the room has not done yet. */
export type PendingChange = { readonly type: 'edit'; readonly text: string } | { readonly type: 'delete' }

/** A reaction of the person's own that waits to be in the room; `on` false: it waits to be taken away. */
export interface PendingReaction {
  readonly emoji: string
  readonly on: boolean
}

export interface MessageEntry {
  readonly kind: 'message'
  readonly id: string
  /** Milliseconds since 1970 by the clock of this computer. */
  readonly at: number
  readonly author: Author
  readonly text: string
  /** Written by the person at this window. */
  readonly own: boolean
  readonly delivery: Delivery
  /** Said before this window came; never announced. */
  readonly past?: true
  readonly replyTo?: Quote
  /** For this person alone: a direct message. */
  readonly to?: NamedPerson
  /** Something that the author does (`/me waves`) rather than says. */
  readonly isAction?: true
  /** When the text was changed last. */
  readonly editedAt?: number
  /** Taken back by its author: the text is empty. */
  readonly isDeleted?: true
  readonly reactions?: readonly Reaction[]
  /** The number of the last change in the room's log. A change that is not above it is in here already. */
  readonly revision?: number
  readonly pendingChange?: PendingChange
  /** In the order in which they were asked for. */
  readonly pendingReactions?: readonly PendingReaction[]
  /** Its number in the room's log; absent as long as it has none. */
  readonly logSeq?: number
}

export interface PresenceEntry {
  readonly kind: 'presence'
  readonly id: string
  readonly at: number
  readonly nickname: string
  readonly change: 'joined' | 'left'
  /** Whose name theirs could be taken for, as they joined. */
  readonly looksLike?: string
  /** Happened before this window came. */
  readonly past?: true
  /** Its number in the room's log; absent as long as it has none. */
  readonly logSeq?: number
}

export interface NoticeEntry {
  readonly kind: 'notice'
  readonly id: string
  readonly at: number
  readonly text: string
  readonly tone: 'quiet' | 'warning'
}

/** What changed about the room or somebody in it. */
export type Happening =
  | {
      readonly type: 'renamed'
      readonly before: string
      readonly nickname: string
      /** Whose name the new one could be taken for. */
      readonly looksLike?: string
    }
  /** An empty topic was taken away. */
  | { readonly type: 'topic-set'; readonly nickname: string; readonly topic: string }
  | {
      readonly type: 'kicked' | 'banned' | 'muted' | 'unmuted'
      readonly nickname: string
      /** Whose name theirs could be taken for. */
      readonly looksLike?: string
      /** Empty if none was given. */
      readonly reason: string
    }
  /** One message in so many seconds from each person; 0: no such limit. */
  | { readonly type: 'slowed'; readonly seconds: number }

export interface HappeningEntry {
  readonly kind: 'happening'
  readonly id: string
  readonly at: number
  readonly happening: Happening
  /** Happened before this window came. */
  readonly past?: true
  /** Its number in the room's log; absent as long as it has none. */
  readonly logSeq?: number
}

/** One line of the conversation. */
export type Entry = MessageEntry | PresenceEntry | NoticeEntry | HappeningEntry

/** Whether it was said or happened before this window came. */
export function isPast(entry: Entry): boolean {
  return entry.kind !== 'notice' && entry.past === true
}

/**
 * The number in the room's log that the oldest of these entries has: what is before it is above them. Infinite if none has one:
 * then all of the log is above them.
 */
export function oldestLogSeq(entries: readonly Entry[]): number {
  for (const entry of entries) if (entry.kind !== 'notice' && entry.logSeq !== undefined) return entry.logSeq
  return Infinity
}

export type Connection =
  | { readonly status: 'open' }
  /** Dropped; `retryAt` is when the next attempt starts (milliseconds since 1970). */
  | { readonly status: 'reconnecting'; readonly attempt: number; readonly retryAt: number; readonly reason: string }
  /** Over, and not coming back by itself. */
  | {
      readonly status: 'closed'
      readonly reason: string
      /** The person was sent away, or is here by another program: they come back only if they want to. */
      readonly isRemoved?: true
    }

/** What a room can do beyond plain messages. A classic server can do none of it. */
export const allAbilities = ['replies', 'edits', 'reactions', 'direct', 'actions', 'renames', 'topic', 'away'] as const

export type Ability = (typeof allAbilities)[number]

/** What is true of the room as a whole. */
export interface RoomDescription {
  readonly name: string
  /** What the room is about; empty if nobody said. */
  readonly topic: string
  readonly retention: Retention | null
  /** Seconds that everybody but the host has to leave between two messages; 0 if none. */
  readonly slowSeconds: number
  /** Only Snug gets in: classic clients are turned away. */
  readonly nativeOnly: boolean
  readonly abilities: readonly Ability[]
}

/** Somebody who may not come in. Only the host's own window sees these. */
export interface Ban {
  readonly id: string
  readonly nickname: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason: string
  /** By the key of their Snug. */
  readonly byKey: boolean
  /** By the address that they came from; null if that may come in. */
  readonly address: string | null
}

/** Who can reach a hosted room. */
export type Exposure = 'this-computer' | 'this-network' | 'all-addresses'

export type Role = { readonly kind: 'host'; readonly exposure: Exposure } | { readonly kind: 'guest' }

export interface RoomState extends RoomDescription {
  readonly id: string
  /** What preferences know the room by, whatever it is called at the moment: that of its copy, if there is one. */
  readonly key?: string
  readonly role: Role
  /** Where others reach the room, with the real port, best first: `127.0.0.1:55555`, `[fe80::1]:55555`. */
  readonly addresses: readonly string[]
  /** The person at this window. */
  readonly self: { readonly personId: string; readonly nickname: string }
  readonly connection: Connection
  readonly people: readonly Person[]
  /** The ids of those who are writing at this moment. */
  readonly typing: readonly string[]
  /** Whether older entries can be asked for. */
  readonly hasMoreHistory: boolean
  /** Some have come, and those above them are on their way: nothing has to be asked for. */
  readonly historyGoesOn?: boolean
  /** Entries have left at the top: what was asked for before that does not follow on above. */
  readonly isCutAbove?: boolean
  /** Who may not come in; empty for guests, who are not told. */
  readonly bans: readonly Ban[]
  /** Who tried to come in, newest first; empty for guests, who are not told. */
  readonly arrivals: readonly Arrival[]
  /** Up to when the person had read it when the room was opened; null if they never had. Milliseconds since 1970. */
  readonly readAt: number | null
  /**
   * When the newest message was said of those that were there before the person first came, in milliseconds since 1970; 0 if
   * there were none. Absent as long as this computer does not know of an earlier visit.
   */
  readonly cameAt?: number
  /** What stands here is this computer's own copy: the room itself has not told it yet. */
  readonly isFromCopy?: boolean
  /** Oldest first; at most {@link mostLoadedEntries}, and fewer than {@link leavingAtOnce} more. */
  readonly entries: readonly Entry[]
  /** The number of the last event applied. */
  readonly seq: number
}

/** What a room is before anything is known of it. */
export const undescribed: Omit<RoomDescription, 'name'> = {
  topic: '',
  retention: null,
  slowSeconds: 0,
  nativeOnly: false,
  abilities: [],
}

/** How many entries a window keeps of what is said. A day of a busy room; older ones leave at the top. */
export const maxEntries = 10_000

/**
 * So many leave at once, and a window holds fewer than so many more than it keeps: where they left one by one, all rows would
 * move with every message.
 */
export const leavingAtOnce = 500

/**
 * How many entries a window holds, once its reader has gone back for older ones. What others say can never make it so many,
 * however much they say.
 */
export const mostLoadedEntries = 100_000
