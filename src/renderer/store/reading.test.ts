import { expect, test } from 'vitest'
import type { MessageEntry } from '../../core/common/room.ts'
import type { RoomEvent, RoomEventBody } from '../../core/common/room-event.ts'
import { allRead, hear, markRead, read, readingOf, turnAway, type Reading } from './reading.ts'

const self = { personId: 'me', nickname: 'Me' }
const away = { nickname: 'Me', watches: false }
const watching = { nickname: 'Me', watches: true }

function message(id: string, at: number, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'p', nickname: 'Bo', kind: 'unknown' } as const
  return { kind: 'message', id, at, author, text: id, own: false, delivery: { state: 'received' }, ...change }
}

let seq = 0

function event(body: RoomEventBody): RoomEvent {
  seq += 1
  return { seq, ...body }
}

function added(id: string, at = 0, change: Partial<MessageEntry> = {}): RoomEvent {
  return event({ type: 'message.added', message: message(id, at, change) })
}

function page(...entries: MessageEntry[]): RoomEvent {
  return event({ type: 'history.loaded', entries, more: true })
}

function isUnread(unread: number, firstUnreadId: string | null, mentions = 0): Partial<Reading> {
  return { unread, mentions, firstUnreadId }
}

test('what others say unwatched is unread, from the first of them on', () => {
  expect(hear(allRead, [added('a'), added('b')], away)).toMatchObject(isUnread(2, 'a'))
})

test('what is watched is read, and what is not a message does not count', () => {
  expect(hear(allRead, [added('a', 5)], watching)).toEqual({ ...allRead, since: 5 })
  const left = event({ type: 'person.left', personId: 'p' })
  expect(hear(allRead, [left], away)).toBe(allRead)
})

test('what speaks to the person is counted apart, and is read with the rest', () => {
  const events = [added('hello all'), added('hello, Me'), added('hi', 0, { to: self })]
  const unread = hear(allRead, events, away)
  expect(unread).toMatchObject(isUnread(3, 'hello all', 2))
  expect(read(unread, 0)).toMatchObject(isUnread(0, 'hello all', 0))
})

test('history is no news where nothing has been read before', () => {
  expect(hear(allRead, [added('a', 0, { past: true })], away)).toBe(allRead)
  expect(hear(allRead, [page(message('a', 10))], away)).toBe(allRead)
  expect(readingOf({ readAt: null, entries: [message('a', 10)], self })).toEqual(allRead)
})

test('what was said since the room was read last is unread when it opens, or when its history comes', () => {
  const entries = [message('a', 10), message('b', 11, { own: true }), message('c', 12), message('d', 13)]
  const expected = { ...isUnread(2, 'c'), since: 10 }
  expect(readingOf({ readAt: 10, entries, self })).toEqual(expected)
  const opened = readingOf({ readAt: 10, entries: [], self })
  expect(opened).toMatchObject(isUnread(0, null))
  expect(hear(read(opened, null), [page(...entries)], watching)).toEqual(expected)
})

test('an older page moves the divider up, and is unread only as long as the rest is', () => {
  const opened = readingOf({ readAt: 10, entries: [message('c', 12)], self })
  const older = page(message('a', 9), message('b', 11))
  expect(hear(opened, [older], away)).toMatchObject(isUnread(2, 'b'))
  expect(hear(read(opened, 12), [older], watching)).toMatchObject(isUnread(0, 'b'))
})

test('pages of what has been read change nothing', () => {
  const seen = read(readingOf({ readAt: 10, entries: [], self }), 20)
  expect(hear(seen, [page(message('a', 15))], away)).toBe(seen)
})

test('the divider stays after reading, moves to what is unread next, and goes when one turns away', () => {
  const unread = hear(allRead, [added('a', 1)], away)
  const seen = read(unread, 1)
  expect(seen).toMatchObject(isUnread(0, 'a'))
  expect(hear(seen, [added('b', 2)], watching)).toBe(seen)
  expect(hear(seen, [added('c', 3)], away)).toMatchObject(isUnread(1, 'c'))
  expect(turnAway(seen, 3)).toEqual({ ...allRead, since: 3 })
  expect(turnAway(unread, 3)).toBe(unread)
  expect(read(seen, 3)).toBe(seen)
})

test('who answers has read: the own message takes the divider away, unless more is unread', () => {
  const unread = hear(allRead, [added('a', 1)], away)
  expect(hear(read(unread, 1), [added('mine', 2, { own: true })], watching)).toEqual({ ...allRead, since: 2 })
  expect(hear(unread, [added('mine', 2, { own: true })], away)).toBe(unread)
})

test('an own message that waits leaves unread what others have said before it', () => {
  const opened = readingOf({ readAt: 10, entries: [], self })
  const waiting = added('mine', 20, { own: true, delivery: { state: 'sending' } })
  const back = event({ type: 'history.loaded', entries: [message('a', 15)], more: false, renews: true })
  expect(hear(opened, [waiting, back], watching)).toMatchObject(isUnread(1, 'a'))
})

test('all can be marked as read at once', () => {
  expect(markRead(hear(allRead, [added('a', 1)], away), 7)).toEqual({ ...allRead, since: 7 })
})
