/** What is in the room's log, as one person's window shows it. */
import { assertNever } from '../assert-never.ts'
import type { Entry, MessageEntry, PresenceEntry, RoomEventBody } from '../room.ts'
import type { LogEvent } from './log-event.ts'

export interface LogView {
  /** Whose window it is. */
  readonly selfId: string
  /** Said and done before this window came, or while it was away: never announced, and no change of who is here. */
  readonly past: boolean
}

/** What an event changes in the room. */
export function roomEventOf(event: LogEvent, view: LogView): RoomEventBody {
  switch (event.type) {
    case 'message':
      return { type: 'message.added', message: messageEntry(event, view) }
    case 'joined': {
      const entry = presenceEntry(event, view)
      const { id, nickname, kind } = event.person
      return view.past
        ? { type: 'presence.added', entry }
        : { type: 'person.joined', person: { id, nickname, kind }, entry }
    }
    case 'left': {
      const entry = presenceEntry(event, view)
      return view.past ? { type: 'presence.added', entry } : { type: 'person.left', personId: event.personId, entry }
    }
    default:
      return assertNever(event)
  }
}

/** The line of the conversation that an event is. */
export function entryOf(event: LogEvent, view: LogView): Entry {
  return event.type === 'message' ? messageEntry(event, view) : presenceEntry(event, view)
}

function messageEntry(event: Extract<LogEvent, { type: 'message' }>, { selfId, past }: LogView): MessageEntry {
  const { id, at, author, text } = event
  const own = author.personId === selfId
  const delivery = { state: own ? 'sent' : 'received' } as const
  return { kind: 'message', id, at, author, text, own, delivery, ...(past && { past }) }
}

function presenceEntry(event: Exclude<LogEvent, { type: 'message' }>, { past }: LogView): PresenceEntry {
  const { seq, at, type: change } = event
  const nickname = event.type === 'joined' ? event.person.nickname : event.nickname
  return { kind: 'presence', id: `seq:${seq}`, at, nickname, change, ...(past && { past }) }
}
