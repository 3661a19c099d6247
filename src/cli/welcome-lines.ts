import { describeDuration } from '../core/common/duration.ts'
import { peopleLine } from '../core/common/plain-lines.ts'
import type { Person, Retention, RoomDescription } from '../core/common/room.ts'

/** As many people are named; the others are counted. */
const mostNamed = 20

/**
 * What somebody is told who comes into a native room: its name and topic, who is there, who keeps what for how long; and
 * what keeps them from writing.
 *
 * @param people themselves first
 */
export function welcomeLines(
  { name, topic, retention, slowSeconds }: RoomDescription,
  people: readonly Person[],
): string[] {
  const more = people.length - mostNamed
  const others = more > 0 ? ` and ${more} more` : ''
  const room = topic === '' ? name : `${name} (topic: ${topic})`
  return [
    `${room}. ${peopleLine(people.slice(0, mostNamed))}${others}`,
    retentionLine(retention),
    ...(slowSeconds > 0 ? [`This room is slow: one message in ${describeDuration(slowSeconds * 1000)}.`] : []),
    ...(people[0]?.muted ? ['The host has muted you in this room: you can read along, and not write.'] : []),
  ]
}

/** What somebody is told who comes into a room by the classic protocol. */
export function classicWelcome(takesCommands: boolean): string {
  return takesCommands
    ? 'You are here by the classic protocol: /who asks the host who is here, and what was said before is not shown.'
    : 'This is a classic server: who is here is known once they speak, and nobody says what is kept.'
}

function retentionLine(retention: Retention | null): string {
  if (retention === null) return 'The host does not say what it keeps.'
  if (!retention.stored) return 'The host does not keep what is said now: it is gone when the room closes.'
  const { messages, days } = retention
  return `The host keeps the last ${messages.toLocaleString('en')} messages for ${days} days.`
}
