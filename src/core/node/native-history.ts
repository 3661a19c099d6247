/** What a native client is given of the log that it has not seen. */
import { utf8Length } from '../common/byte-cutting.ts'
import { isFor, type LogEvent, type NativePerson } from '../common/native/log-event.ts'
import type { ClientMessage, HostMessage } from '../common/native/messages.ts'
import { splitToFit } from '../common/native/split-to-fit.ts'
import type { RoomContext } from './room-context.ts'
import type { RoomLog } from './room-log.ts'

export type Hello = Extract<ClientMessage, { type: 'hello' }>
type PageRequest = Extract<ClientMessage, { type: 'page' }>

/** The newest events that a client gets at first, unless it says how many it wants. */
const firstPage = 100
/** The most events that a client is welcomed with. Who has missed more gets the newest page instead. */
const mostEvents = 2000
/** How many events of the log are looked at for one client's request: the room waits meanwhile. */
const mostScanned = 2000

/** What a client has not seen yet of the log. */
export interface Missed {
  readonly events: readonly LogEvent[]
  /** Whether that is all of it. */
  readonly complete: boolean
}

/** What a client has missed; if that is too much, the newest page of it. At most `maxBytes` of JSON. */
export function missedSince(
  log: RoomLog,
  { resume, history = firstPage }: Hello,
  personId: string,
  maxBytes: number,
): Missed {
  const isReturning = resume?.roomId === log.roomId
  const all = isReturning ? log.after(resume.seq, mostEvents) : null
  const missed = all?.filter((event) => isFor(event, personId))
  if (missed && newestWithin(missed, maxBytes).length === missed.length) return { events: missed, complete: true }
  const page = log.before(log.lastSeq + 1, Math.max(1, Math.min(history, mostEvents)), personId, mostScanned)
  const events = history === 0 ? [] : newestWithin(page.events, maxBytes)
  return { events, complete: !isReturning && !page.more && events.length === page.events.length }
}

/** The newest of some events that together have at most `maxBytes` of JSON. */
function newestWithin(events: readonly LogEvent[], maxBytes: number): readonly LogEvent[] {
  let bytes = 0
  const tooOld = events.findLastIndex((event) => {
    bytes += utf8Length(JSON.stringify(event))
    return bytes > maxBytes
  })
  return events.slice(tooOld + 1)
}

/** The answer to a client that asks for older events. */
export function pageMessages(room: RoomContext, person: NativePerson, asked: PageRequest): HostMessage[] {
  const { request, before, limit } = asked
  const { limits } = room.settings
  const page = room.log.before(before, limit, person.id, mostScanned)
  const newest = newestWithin(page.events, limits.sendQueueBytes / 2)
  const more = page.more || newest.length < page.events.length
  const wrap = (events: LogEvent[], done: boolean): HostMessage => ({ type: 'page', request, events, done, more })
  return splitToFit(newest, wrap, limits.frameBytes)
}
