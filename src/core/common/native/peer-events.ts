import { assertNever } from '../assert-never.ts'
import { printable, printableLines } from '../unsafe-text.ts'
import type { LogEvent } from './log-event.ts'

/** An event with nothing in its names and texts that could act on whoever reads them. */
export function harmlessEvent(event: LogEvent): LogEvent {
  switch (event.type) {
    case 'message': {
      const author = { ...event.author, nickname: printable(event.author.nickname) }
      return { ...event, author, text: printableLines(event.text) }
    }
    case 'joined':
      return { ...event, person: { ...event.person, nickname: printable(event.person.nickname) } }
    case 'left':
      return { ...event, nickname: printable(event.nickname) }
    default:
      return assertNever(event)
  }
}

/** Whether an event is only that somebody came or went. Nobody is told of their own. */
export function isPresenceOf(event: LogEvent, personId: string): boolean {
  if (event.type === 'message') return false
  return personId === (event.type === 'joined' ? event.person.id : event.personId)
}
