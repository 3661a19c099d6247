/** What is said into a room's log, and what the log tells of it. */
import type { LogEvent } from '../../src/core/common/native/log-event.ts'
import type { LogEventBody, RoomLog } from '../../src/core/node/room-log.ts'

export const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const

let counter = 0

export function said(text: string, id = `m${counter++}`): LogEventBody {
  return { type: 'message', id, author, text }
}

/** Of messages what they say, of everything else what it is. */
export function texts(events: readonly LogEvent[] | null): string[] | null {
  return events && events.map((event) => (event.type === 'message' ? event.text : event.type))
}

/** Everything that a log tells, in order. */
export function heard(log: RoomLog): { readonly batches: LogEvent[][]; readonly unsaved: string[] } {
  const [batches, unsaved]: [LogEvent[][], string[]] = [[], []]
  log.on('committed', (events) => batches.push([...events]))
  log.on('unsaved', (sentence) => unsaved.push(sentence))
  return { batches, unsaved }
}

export function fill(log: RoomLog, count: number): void {
  for (let index = 0; index < count; index++) log.append(said(`text ${index}`))
  log.flush()
}
