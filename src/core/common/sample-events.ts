/** Events of a room, as tests need them. */
import { newRoom } from './new-room.ts'
import type { HappeningEntry, MessageEntry, NamedPerson, NoticeEntry, Person, PresenceEntry } from './room.ts'
import type { RoomEvent, RoomEventBody } from './room-event.ts'

export const empty = newRoom({
  id: 'room',
  name: 'Lab',
  addresses: ['127.0.0.1:55555'],
  self: { personId: 'self', nickname: 'alice' },
})

export function person(id: string): Person {
  return { id, nickname: id, kind: 'classic' }
}

export function message(id: string): MessageEntry {
  const author = { personId: 'bob', nickname: 'bob', kind: 'classic' } as const
  return { kind: 'message', id, at: 0, author, text: 'hi', own: false, delivery: { state: 'sending' } }
}

export function notice(id: string): NoticeEntry {
  return { kind: 'notice', id, at: 0, text: 'Reconnected.', tone: 'quiet' }
}

export function presence(id: string): PresenceEntry {
  return { kind: 'presence', id, at: 0, nickname: id, change: 'joined' }
}

export function named(personId: string): NamedPerson {
  return { personId, nickname: personId }
}

export function happening(id: string): HappeningEntry {
  return { kind: 'happening', id, at: 0, happening: { type: 'topic-set', nickname: id, topic: 'Lunch' } }
}

export function numbered(bodies: readonly RoomEventBody[], first = 1): RoomEvent[] {
  return bodies.map((body, index) => ({ ...body, seq: first + index }))
}
