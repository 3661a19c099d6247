/**
 * The room as a person sees it, and the one reducer that changes it.
 *
 * Main and renderer both apply the same events with {@link applyEvents}, so there is no second truth.
 */
import { assertNever } from './assert-never.ts'

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
}

/** Who wrote a message. The nickname is kept as it was then. */
export interface Author {
  readonly personId: string
  readonly nickname: string
  readonly kind: PersonKind
}

/** Who has an own message: what can be known, and who cannot say. */
export interface Ledger {
  /** How many of the others have confirmed it. */
  readonly have: number
  /** How many others it went to. */
  readonly of: number
  /** Nicknames of those whose programs cannot confirm anything. */
  readonly cannotConfirm: readonly string[]
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
}

export interface PresenceEntry {
  readonly kind: 'presence'
  readonly id: string
  readonly at: number
  readonly nickname: string
  readonly change: 'joined' | 'left'
  /** Happened before this window came. */
  readonly past?: true
}

export interface NoticeEntry {
  readonly kind: 'notice'
  readonly id: string
  readonly at: number
  readonly text: string
  readonly tone: 'quiet' | 'warning'
}

/** One line of the conversation. */
export type Entry = MessageEntry | PresenceEntry | NoticeEntry

export type Connection =
  | { readonly status: 'open' }
  /** Dropped; `retryAt` is when the next attempt starts (milliseconds since 1970). */
  | { readonly status: 'reconnecting'; readonly attempt: number; readonly retryAt: number; readonly reason: string }
  /** Over, and not coming back by itself. */
  | { readonly status: 'closed'; readonly reason: string }

/** What happened in a room, in the past tense. */
export type RoomEventBody =
  | { readonly type: 'message.added'; readonly message: MessageEntry }
  | { readonly type: 'message.delivery-changed'; readonly id: string; readonly delivery: Delivery }
  | { readonly type: 'message.discarded'; readonly id: string }
  /** Somebody is here. `entry` is absent when nobody should be told (they were here before us). */
  | { readonly type: 'person.joined'; readonly person: Person; readonly entry?: PresenceEntry }
  | { readonly type: 'person.left'; readonly personId: string; readonly entry?: PresenceEntry }
  /** Somebody came or went while we were away; who is here is not changed by it. */
  | { readonly type: 'presence.added'; readonly entry: PresenceEntry }
  /** The roster starts anew, as after a reconnect to a server that sends none. */
  | { readonly type: 'people.reset'; readonly people: readonly Person[] }
  /** Older entries, oldest first, that belong before everything that is here. */
  | { readonly type: 'history.loaded'; readonly entries: readonly Entry[]; readonly more: boolean }
  | { readonly type: 'room.described'; readonly name: string; readonly retention: Retention | null }
  | { readonly type: 'typing.changed'; readonly personId: string; readonly on: boolean }
  | { readonly type: 'self.renamed'; readonly nickname: string }
  | { readonly type: 'notice.added'; readonly notice: NoticeEntry }
  | { readonly type: 'connection.changed'; readonly connection: Connection }

/** An event with its number in the room: 1, 2, 3, … without a gap. */
export type RoomEvent = RoomEventBody & { readonly seq: number }

/** Who can reach a hosted room. */
export type Exposure = 'this-computer' | 'this-network' | 'all-addresses'

export type Role = { readonly kind: 'host'; readonly exposure: Exposure } | { readonly kind: 'guest' }

export interface RoomState {
  readonly id: string
  readonly name: string
  readonly role: Role
  /** Where others reach the room, with the real port, best first: `127.0.0.1:55555`, `[fe80::1]:55555`. */
  readonly addresses: readonly string[]
  /** The person at this window. */
  readonly self: { readonly personId: string; readonly nickname: string }
  readonly connection: Connection
  readonly people: readonly Person[]
  /** The ids of those who are writing at this moment. */
  readonly typing: readonly string[]
  readonly retention: Retention | null
  /** Whether older entries can be asked for. */
  readonly hasMoreHistory: boolean
  /** Oldest first; at most {@link maxEntries}. */
  readonly entries: readonly Entry[]
  /** The number of the last event applied. */
  readonly seq: number
}

/** How many entries a window keeps. A day of a busy room; older ones leave at the top. */
export const maxEntries = 10_000

/**
 * The room after some events, oldest first.
 *
 * Events that the state already covers (`seq` not above its own) are skipped, so a snapshot and the events around it
 * can be put together in any way. Returns the same reference when nothing changed.
 *
 * @throws Error if an event is missing in between, since every later state would be wrong.
 */
export function applyEvents(state: RoomState, events: readonly RoomEvent[]): RoomState {
  const fresh = events.filter((event) => event.seq > state.seq)
  if (fresh.length === 0) return state
  // One mutable copy for the whole batch: copying ten thousand entries for every event would be quadratic.
  const draft = { ...state, people: [...state.people], entries: [...state.entries] }
  for (const event of fresh) {
    if (event.seq !== draft.seq + 1) throw new Error(`Event ${event.seq} came after ${draft.seq}: one is missing.`)
    draft.seq = event.seq
    applyTo(draft, event)
  }
  return draft
}

type Draft = { -readonly [Key in keyof RoomState]: RoomState[Key] } & { people: Person[]; entries: Entry[] }

function applyTo(draft: Draft, event: RoomEvent): void {
  switch (event.type) {
    case 'message.added':
      addEntry(draft, event.message)
      return
    case 'message.delivery-changed':
      changeMessage(draft, event.id, (message) => ({ ...message, delivery: event.delivery }))
      return
    case 'message.discarded':
      draft.entries = draft.entries.filter((entry) => entry.id !== event.id)
      return
    case 'person.joined':
      draft.people = [...draft.people.filter((person) => person.id !== event.person.id), event.person]
      if (event.entry) addEntry(draft, event.entry)
      return
    case 'person.left':
      draft.people = draft.people.filter((person) => person.id !== event.personId)
      draft.typing = draft.typing.filter((id) => id !== event.personId)
      if (event.entry) addEntry(draft, event.entry)
      return
    case 'presence.added':
      addEntry(draft, event.entry)
      return
    case 'people.reset':
      draft.people = [...event.people]
      draft.typing = []
      return
    case 'history.loaded': {
      const room = Math.max(0, maxEntries - draft.entries.length)
      const known = new Set(draft.entries.map((entry) => entry.id))
      const older = event.entries.filter((entry) => !known.has(entry.id))
      draft.entries.unshift(...older.slice(Math.max(0, older.length - room)))
      draft.hasMoreHistory = event.more && older.length <= room
      return
    }
    case 'room.described':
      draft.name = event.name
      draft.retention = event.retention
      return
    case 'typing.changed':
      draft.typing = draft.typing.filter((id) => id !== event.personId)
      if (event.on) draft.typing = [...draft.typing, event.personId]
      return
    case 'self.renamed':
      draft.self = { ...draft.self, nickname: event.nickname }
      return
    case 'notice.added':
      addEntry(draft, event.notice)
      return
    case 'connection.changed':
      draft.connection = event.connection
      return
    default:
      assertNever(event)
  }
}

function addEntry(draft: Draft, entry: Entry): void {
  draft.entries.push(entry)
  // At once, not after the batch: a batch must end as its events one by one would.
  if (draft.entries.length > maxEntries) draft.entries.shift()
}

function changeMessage(draft: Draft, id: string, change: (message: MessageEntry) => MessageEntry): void {
  // What changes is nearly always among the last.
  const index = draft.entries.findLastIndex((entry) => entry.id === id)
  const entry = draft.entries[index]
  if (entry?.kind === 'message') draft.entries[index] = change(entry)
}
