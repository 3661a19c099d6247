/** The one reducer of a room. Main and renderer both apply the same events with it, so there is no second truth. */
import { assertNever } from './assert-never.ts'
import { forgetIdsOf, handIdsOn, idsOf, noteEntry, quotedIdsOf } from './entry-ids.ts'
import { messageAfter } from './message-changes.ts'
import {
  isPast,
  isUnsent,
  leavingAtOnce,
  maxEntries,
  mostLoadedEntries,
  oldestLogSeq,
  type Delivery,
  type Entry,
  type MessageEntry,
  type PendingChange,
  type PendingReaction,
  type Person,
  type RoomState,
} from './room.ts'
import type { RoomEvent } from './room-event.ts'

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
  // One mutable copy for the whole batch: copying all entries for every event would be quadratic.
  const draft = { ...state, entries: [...state.entries] }
  handIdsOn(state.entries, draft.entries)
  for (const event of fresh) {
    if (event.seq !== draft.seq + 1) throw new Error(`Event ${event.seq} came after ${draft.seq}: one is missing.`)
    draft.seq = event.seq
    applyTo(draft, event)
  }
  return draft
}

type Draft = { -readonly [Key in keyof RoomState]: RoomState[Key] } & { entries: Entry[] }

function applyTo(draft: Draft, event: RoomEvent): void {
  switch (event.type) {
    case 'message.added':
      // A room that answers again after another one tells its newest page again.
      if (!event.message.past || !idsOf(draft.entries).has(event.message.id)) addEntry(draft, event.message)
      return
    case 'message.delivery-changed':
      changeDelivery(draft, event.id, event.delivery)
      return
    case 'message.placed':
      changeMessage(draft, event.message.id, (shown) => placed(shown, event.message))
      return
    case 'message.rewritten':
      changeMessage(draft, event.id, (message) => ({ ...message, text: event.text }))
      return
    case 'message.edited':
    case 'message.reacted':
      changeMessage(draft, event.id, (message) => messageAfter(message, event))
      return
    case 'message.deleted':
      changeMessage(draft, event.id, (message) => messageAfter(message, event))
      emptyQuotes(draft, event.id)
      return
    case 'message.change-pending':
      changeMessage(draft, event.id, (message) => withPendingChange(message, event.change))
      return
    case 'message.reactions-pending':
      changeMessage(draft, event.id, (message) => withPendingReactions(message, event.reactions))
      return
    case 'message.discarded':
      draft.entries = draft.entries.filter((entry) => entry.id !== event.id)
      return
    case 'people.added':
      addPeople(draft, event.people)
      return
    case 'person.joined':
      addPeople(draft, [event.person])
      if (event.entry) addEntry(draft, event.entry)
      return
    case 'person.left':
      draft.people = draft.people.filter((person) => person.id !== event.personId)
      draft.typing = draft.typing.filter((id) => id !== event.personId)
      if (event.entry) addEntry(draft, event.entry)
      return
    case 'person.changed':
      draft.people = draft.people.map((person) => (person.id === event.person.id ? event.person : person))
      if (event.person.id === draft.self.personId) draft.self = { ...draft.self, nickname: event.person.nickname }
      return
    case 'happening.added':
    case 'presence.added':
      addEntry(draft, event.entry)
      return
    case 'people.reset':
      draft.people = [...event.people]
      draft.typing = []
      return
    case 'history.loaded': {
      if (event.renews) draft.entries = draft.entries.filter((entry) => !isPast(entry))
      if (draft.isFromCopy) draft.isFromCopy = false
      draft.historyGoesOn = event.goesOn === true
      if (draft.isCutAbove && !joinsOn(draft, event.above)) return
      draft.isCutAbove = false
      const isAll = addAbove(draft, event.entries)
      draft.hasMoreHistory = event.more && isAll
      return
    }
    case 'room.described':
      draft.name = event.name
      draft.topic = event.topic
      draft.retention = event.retention
      draft.slowSeconds = event.slowSeconds
      draft.nativeOnly = event.nativeOnly
      draft.abilities = event.abilities
      return
    case 'bans.changed':
      draft.bans = event.bans
      return
    case 'arrivals.changed':
      draft.arrivals = event.arrivals
      return
    case 'exposure.changed':
      draft.role = { kind: 'host', exposure: event.exposure }
      draft.addresses = event.addresses
      return
    case 'addresses.changed':
      draft.addresses = event.addresses
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
    case 'key.changed':
      draft.key = event.key
      return
    case 'connection.changed':
      draft.connection = event.connection
      // Nobody can be heard to stop.
      if (event.connection.status !== 'open') draft.typing = []
      return
    default:
      assertNever(event)
  }
}

/** Whoever is here already moves to the end. All at once: one by one, a large room would take a second to be entered. */
function addPeople(draft: Draft, people: readonly Person[]): void {
  const added = new Map(people.map((person) => [person.id, person]))
  draft.people = [...draft.people.filter(({ id }) => !added.has(id)), ...added.values()]
}

function addEntry(draft: Draft, entry: Entry): void {
  const { entries } = draft
  entries.push(entry)
  // At once, not after the batch: a batch must end as its events one by one would.
  if (entries.length > maxEntries && entries.length % leavingAtOnce === 0) {
    entries.splice(0, leavingAtOnce)
    forgetIdsOf(entries)
    draft.isCutAbove = true
    if (draft.retention) draft.hasMoreHistory = true
  } else noteEntry(entries, entry)
}

/** Whether nothing is missing between what is here and a page that ends above an entry with this number in the log. */
function joinsOn({ entries }: Draft, above = 0): boolean {
  return above >= oldestLogSeq(entries)
}

/** Adds a page without what is here already, as far as there is room; answers whether there was for all of it. */
function addAbove(draft: Draft, page: readonly Entry[]): boolean {
  const ids = idsOf(draft.entries)
  const fresh = [...new Map(page.map((entry) => [entry.id, entry])).values()].filter(({ id }) => !ids.has(id))
  const room = Math.max(0, mostLoadedEntries - draft.entries.length)
  const added = fresh.slice(Math.max(0, fresh.length - room))
  const entries = added.concat(draft.entries)
  for (const entry of added) noteEntry(draft.entries, entry)
  handIdsOn(draft.entries, entries)
  draft.entries = entries
  return fresh.length <= room
}

/**
 * An own message that the room has taken stands where the room has put it: behind everything that came before the answer, and
 * before what still waits. Everybody reads in the same order.
 */
function changeDelivery(draft: Draft, id: string, delivery: Delivery): void {
  const index = indexOf(draft, id)
  const entry = draft.entries[index]
  if (entry?.kind !== 'message') return
  const changed = { ...entry, delivery }
  draft.entries[index] = changed
  if (entry.delivery.state !== 'sending' || delivery.state !== 'sent') return
  const place = draft.entries.findLastIndex((other) => other.kind !== 'message' || !isUnsent(other.delivery))
  if (place > index) draft.entries.splice(place, 0, ...draft.entries.splice(index, 1))
}

function changeMessage(draft: Draft, id: string, change: (message: MessageEntry) => MessageEntry): void {
  const index = indexOf(draft, id)
  const entry = draft.entries[index]
  if (entry?.kind !== 'message') return
  const changed = change(entry)
  draft.entries[index] = changed
  noteEntry(draft.entries, changed)
}

/** The place of the last entry with this id; -1 if there is none. */
function indexOf({ entries }: Draft, id: string): number {
  // A host may tell of any number of messages that are not here. What changes is nearly always among the last.
  return idsOf(entries).has(id) ? entries.findLastIndex((entry) => entry.id === id) : -1
}

/** An own message as the room has it, with what only this window knows of it. */
function placed({ delivery, pendingChange, pendingReactions }: MessageEntry, inRoom: MessageEntry): MessageEntry {
  return { ...inRoom, delivery, ...(pendingChange && { pendingChange }), ...(pendingReactions && { pendingReactions }) }
}

function withPendingChange(message: MessageEntry, change: PendingChange | null): MessageEntry {
  if (change) return { ...message, pendingChange: change }
  const { pendingChange: _, ...settled } = message
  return settled
}

function withPendingReactions(message: MessageEntry, reactions: readonly PendingReaction[]): MessageEntry {
  const { pendingReactions: _, ...settled } = message
  return reactions.length === 0 ? settled : { ...settled, pendingReactions: reactions }
}

/** Answers to a message that was taken back do not go on quoting it. */
function emptyQuotes(draft: Draft, id: string): void {
  const { entries } = draft
  if (!quotedIdsOf(entries).delete(id)) return
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'message' && entry.replyTo?.id === id)
      entries[index] = { ...entry, replyTo: { ...entry.replyTo, excerpt: '' } }
  }
}
