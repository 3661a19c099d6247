/** What is in the room's log, as one person's window shows it. */
import { assertNever } from '../assert-never.ts'
import { likenessOf } from '../likeness.ts'
import type { Entry, Happening, HappeningEntry, MessageEntry, Person, PresenceEntry } from '../room.ts'
import type { RoomEventBody } from '../room-event.ts'
import type { LogEvent, LoggedMessage } from './log-event.ts'

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
    case 'edited':
      return { type: 'message.edited', id: event.target, text: event.text, at: event.at, revision: event.seq }
    case 'deleted':
      return { type: 'message.deleted', id: event.target, revision: event.seq }
    case 'reacted': {
      const { target: id, emoji, person, on, seq: revision } = event
      return { type: 'message.reacted', id, emoji, person, on, revision }
    }
    case 'joined': {
      const entry = presenceEntry(event, event.person, view)
      return view.past ? { type: 'presence.added', entry } : { type: 'person.joined', person: event.person, entry }
    }
    case 'left': {
      const entry = presenceEntry(event, event, view)
      return view.past ? { type: 'presence.added', entry } : { type: 'person.left', personId: event.personId, entry }
    }
    case 'renamed':
    case 'topic':
    case 'moderated':
    case 'slowed':
      return { type: 'happening.added', entry: happeningEntry(event, view) }
    default:
      return assertNever(event)
  }
}

/** The line of the conversation that an event is; null for a change of another line, which has it in it already. */
export function entryOf(event: LogEvent, view: LogView): Entry | null {
  const body = roomEventOf(event, { ...view, past: true })
  const entry =
    body.type === 'message.added'
      ? body.message
      : body.type === 'presence.added' || body.type === 'happening.added'
        ? body.entry
        : null
  if (!entry || view.past) return entry
  const { past: _, ...present } = entry
  return present
}

function messageEntry(event: LoggedMessage, { selfId, past }: LogView): MessageEntry {
  const { seq: logSeq, id, at, author, text, replyTo, to, editedAt, reactions, revision } = event
  const own = author.personId === selfId
  return {
    kind: 'message',
    id,
    at,
    author,
    text,
    own,
    delivery: { state: own ? 'sent' : 'received' },
    logSeq,
    ...(past && { past }),
    ...(replyTo && { replyTo }),
    ...(to && { to }),
    ...(event.action && { isAction: true }),
    ...(editedAt !== undefined && { editedAt }),
    ...(event.deleted && { isDeleted: true }),
    ...(reactions && { reactions }),
    ...(revision !== undefined && { revision }),
  }
}

function presenceEntry(
  { seq, at, type: change }: Extract<LogEvent, { type: 'joined' | 'left' }>,
  person: Pick<Person, 'nickname' | 'looksLike'>,
  { past }: LogView,
): PresenceEntry {
  return {
    kind: 'presence',
    id: `seq:${seq}`,
    at,
    nickname: person.nickname,
    change,
    logSeq: seq,
    ...likenessOf(person),
    ...(past && { past }),
  }
}

type LoggedHappening = Extract<LogEvent, { type: 'renamed' | 'topic' | 'moderated' | 'slowed' }>

function happeningEntry(event: LoggedHappening, { past }: LogView): HappeningEntry {
  const { seq, at } = event
  return { kind: 'happening', id: `seq:${seq}`, at, happening: happeningOf(event), logSeq: seq, ...(past && { past }) }
}

/** What changed about the room or somebody in it. */
export function happeningOf(event: LoggedHappening): Happening {
  switch (event.type) {
    case 'renamed':
      return { type: 'renamed', before: event.before, nickname: event.nickname, ...likenessOf(event) }
    case 'topic':
      return { type: 'topic-set', nickname: event.person.nickname, topic: event.topic }
    case 'moderated':
      return { type: event.action, nickname: event.nickname, reason: event.reason, ...likenessOf(event) }
    case 'slowed':
      return { type: 'slowed', seconds: event.seconds }
    default:
      return assertNever(event)
  }
}
