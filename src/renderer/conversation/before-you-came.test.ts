import { expect, test } from 'vitest'
import type { Entry, MessageEntry, PresenceEntry, RoomState } from '../../core/common/room.ts'
import { beforeYouCame, showsPastEnd, type BeforeYouCame } from './before-you-came.ts'
import { outlineOf } from './outline.ts'

const guest = { role: { kind: 'guest' } } as const

function said(id: string, at: number, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  return {
    kind: 'message',
    id,
    at,
    author,
    text: id,
    own: false,
    delivery: { state: 'received' },
    past: true,
    ...change,
  }
}

function came(id: string, at: number): PresenceEntry {
  return { kind: 'presence', id, at, nickname: 'Lin', change: 'joined', past: true }
}

function news(entry: MessageEntry): Entry {
  const { past: _, ...rest } = entry
  return rest
}

function beforeIn(
  room: Pick<RoomState, 'role' | 'cameAt'>,
  entries: readonly Entry[],
  firstUnreadId: string | null,
): BeforeYouCame | null {
  return beforeYouCame(room, outlineOf({ ...room, entries, firstUnreadId }))
}

const history = [said('a', 10), came('b', 11), said('c', 12)]

test('for who is here for the first time, it is all of the past', () => {
  expect(beforeIn(guest, history, null)).toEqual({ entries: 3, messages: 2 })
  expect(beforeIn(guest, [...history, news(said('d', 13))], null)).toEqual({ entries: 3, messages: 2 })
})

test('for who comes back, it is what was there before their first visit', () => {
  expect(beforeIn({ ...guest, cameAt: 10 }, history, null)).toEqual({ entries: 1, messages: 1 })
  expect(beforeIn({ ...guest, cameAt: 9 }, history, null)).toBeNull()
  expect(beforeIn({ ...guest, cameAt: 0 }, history, null)).toBeNull()
  expect(beforeIn({ ...guest, cameAt: 12 }, [said('a', 10, { own: true })], null)).toEqual({
    entries: 1,
    messages: 1,
  })
})

test('there is none for a host, for who has spoken here, or without a message', () => {
  expect(beforeIn({ role: { kind: 'host', exposure: 'this-computer' } }, history, null)).toBeNull()
  expect(beforeIn(guest, [...history, said('d', 13, { own: true })], null)).toBeNull()
  expect(beforeIn(guest, [came('b', 11)], null)).toBeNull()
  expect(
    beforeIn(
      guest,
      history.map((entry) => (entry.kind === 'message' ? news(entry) : entry)),
      null,
    ),
  ).toBeNull()
})

test('what is unread is never folded away', () => {
  expect(beforeIn(guest, history, 'c')).toBeNull()
  expect(beforeIn(guest, [...history, news(said('d', 13))], 'd')).toEqual({ entries: 3, messages: 2 })
})

test('a line ends the past only for who has been here before this computer knew of it', () => {
  const host = { role: { kind: 'host', exposure: 'this-computer' } } as const
  const shows = (room: Pick<RoomState, 'role' | 'cameAt'>, entries: readonly Entry[]): boolean =>
    showsPastEnd(room, outlineOf({ ...room, entries, firstUnreadId: null }))
  const own = [...history, said('d', 13, { own: true })]
  expect(shows(guest, own)).toBe(true)
  expect(shows({ ...guest, cameAt: 9 }, own)).toBe(false)
  expect(shows(host, own)).toBe(false)
  expect(shows(guest, [came('b', 11)])).toBe(false)
  expect(shows(guest, [news(said('d', 13))])).toBe(false)
})
