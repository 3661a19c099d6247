import { expect, test } from 'vitest'
import type { MessageEntry, RoomEvent } from '../../core/common/room.ts'
import { allRead, hear, read, turnAway } from './reading.ts'

let seq = 0

function added(id: string, own = false): RoomEvent {
  seq += 1
  const author = { personId: 'p', nickname: 'Bo', kind: 'unknown' } as const
  const message: MessageEntry = { kind: 'message', id, at: 0, author, text: id, own, delivery: { state: 'received' } }
  return { seq, type: 'message.added', message }
}

test('what others say unwatched is unread, from the first of them on', () => {
  expect(hear(allRead, [added('a'), added('b')], false)).toEqual({ unread: 2, firstUnreadId: 'a' })
})

test('what is watched is read, and what is not a message does not count', () => {
  expect(hear(allRead, [added('a')], true)).toBe(allRead)
  const left: RoomEvent = { seq: 1, type: 'person.left', personId: 'p' }
  expect(hear(allRead, [left], false)).toBe(allRead)
})

test('history is no news', () => {
  const event = added('a')
  if (event.type !== 'message.added') throw new Error('unreachable')
  expect(hear(allRead, [{ ...event, message: { ...event.message, past: true } }], false)).toBe(allRead)
  const page: RoomEvent = { seq: 1, type: 'history.loaded', entries: [event.message], more: false }
  expect(hear(allRead, [page], false)).toBe(allRead)
})

test('the divider stays after reading, moves to what is unread next, and goes when one turns away', () => {
  const unread = hear(allRead, [added('a')], false)
  const seen = read(unread)
  expect(seen).toEqual({ unread: 0, firstUnreadId: 'a' })
  expect(hear(seen, [added('b')], true)).toBe(seen)
  expect(hear(seen, [added('c')], false)).toEqual({ unread: 1, firstUnreadId: 'c' })
  expect(turnAway(seen)).toEqual(allRead)
  expect(turnAway(unread)).toBe(unread)
  expect(read(seen)).toBe(seen)
})

test('who answers has read: the own message takes the divider away', () => {
  const seen = read(hear(allRead, [added('a')], false))
  expect(hear(seen, [added('mine', true)], true)).toEqual(allRead)
})
