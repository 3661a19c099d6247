import { expect, test } from 'vitest'
import type { AppSnapshot } from '../../core/common/ipc-contract.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import type { RoomEvent } from '../../core/common/room-event.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'
import { applyAppEvent, applySnapshot, listed, look, showRoom, totalUnread, type AppData } from './app-data.ts'

const nothing: AppData = {
  profile: { nickname: '', recents: [], hosted: [] },
  preferences: defaultPreferences,
  program: { platform: 'linux', version: '', fingerprint: '' },
  rooms: [],
  activeRoomId: null,
  windowFocused: true,
  atEnd: false,
}

function room(id: string, change: Partial<RoomState> = {}): RoomState {
  return newRoom({
    id,
    name: id,
    addresses: [id],
    self: { personId: 'me', nickname: 'Me' },
    ...change,
  })
}

function said(seq: number): RoomEvent {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'unknown' } as const
  const delivery = { state: 'received' } as const
  const message = { kind: 'message', id: `m${seq}`, at: 0, author, text: 'hi', own: false, delivery } as const
  return { seq, type: 'message.added', message }
}

function opened(...ids: string[]): AppData {
  return ids.reduce((data, id) => applyAppEvent(data, { type: 'room.opened', room: room(id) }), nothing)
}

function hears(data: AppData, roomId: string, ...events: RoomEvent[]): AppData {
  return applyAppEvent(data, { type: 'room.changed', roomId, events })
}

function snapshot(rooms: RoomState[]): AppSnapshot {
  const profile = { nickname: 'Me', recents: [], hosted: [] }
  return {
    profile,
    preferences: defaultPreferences,
    rooms,
    platform: 'linux',
    fingerprint: 'abcd',
    version: '0',
  }
}

test('the first room that opens is shown; another one is not pushed before it', () => {
  expect(opened('a', 'b').activeRoomId).toBe('a')
})

test('events that the snapshot covers change nothing, and later ones are applied', () => {
  const data = applySnapshot(nothing, snapshot([room('a', { seq: 2 })]))
  expect(hears(data, 'a', said(1), said(2))).toBe(data)
  const later = hears(data, 'a', said(2), said(3))
  expect(listed(later, 'a')?.room.entries.map(({ id }) => id)).toEqual(['m3'])
  expect(applyAppEvent(later, { type: 'room.opened', room: room('a') })).toBe(later)
})

test('an event that is missing is not glossed over', () => {
  expect(() => hears(opened('a'), 'a', said(2))).toThrow('missing')
})

test('an event of a room that has gone is ignored', () => {
  const data = opened('a')
  expect(hears(data, 'gone', said(1))).toBe(data)
  expect(applyAppEvent(data, { type: 'room.removed', roomId: 'gone' })).toBe(data)
})

test('messages are unread unless the end of their room is in front of a focused window', () => {
  const watching = look(opened('a', 'b'), { atEnd: true })
  expect(totalUnread(hears(watching, 'a', said(1)))).toBe(0)
  expect(totalUnread(hears(watching, 'b', said(1)))).toBe(1)
  expect(totalUnread(hears(look(watching, { windowFocused: false }), 'a', said(1)))).toBe(1)
  expect(totalUnread(hears(look(watching, { atEnd: false }), 'a', said(1)))).toBe(1)
})

test('what is unread in a muted room is not counted, as it is not announced', () => {
  const heard = hears(hears(opened('a', 'b', 'kitchen'), 'a', said(1)), 'b', said(1))
  const muted = { ...defaultPreferences, rooms: { ...defaultPreferences.rooms, muted: ['b', 'kitchen'] } }
  const quieter = applyAppEvent(heard, { type: 'preferences.changed', preferences: muted })
  expect(totalUnread(quieter)).toBe(1)
  expect(totalUnread(hears(quieter, 'kitchen', said(1)))).toBe(1)
  expect(listed(quieter, 'b')?.reading.unread).toBe(1)
})

test('looking again at the end reads what came meanwhile', () => {
  const away = hears(look(look(opened('a'), { atEnd: true }), { windowFocused: false }), 'a', said(1))
  expect(totalUnread(look(away, { windowFocused: true }))).toBe(0)
  const scrolledUp = hears(look(opened('a'), { atEnd: false }), 'a', said(1))
  expect(totalUnread(look(scrolledUp, { windowFocused: true }))).toBe(1)
})

test('a room is read once its end is in sight, not when it is merely shown', () => {
  const data = hears(look(opened('a', 'b'), { atEnd: true }), 'b', said(1))
  const shown = showRoom(data, 'b')
  expect(totalUnread(shown)).toBe(1)
  expect(totalUnread(look(shown, { atEnd: true }))).toBe(0)
})

test('the divider above what was read goes when another room is shown', () => {
  const shown = look(showRoom(hears(opened('a', 'b'), 'b', said(1)), 'b'), { atEnd: true })
  expect(listed(shown, 'b')?.reading.firstUnreadId).toBe('m1')
  expect(listed(showRoom(shown, 'a'), 'b')?.reading.firstUnreadId).toBeNull()
})

test('when the shown room goes, its neighbour is shown; with the last one, none', () => {
  const data = showRoom(opened('a', 'b', 'c'), 'b')
  const without = applyAppEvent(data, { type: 'room.removed', roomId: 'b' })
  expect(without.activeRoomId).toBe('c')
  expect(applyAppEvent(data, { type: 'room.removed', roomId: 'a' }).activeRoomId).toBe('b')
  expect(applyAppEvent(opened('a'), { type: 'room.removed', roomId: 'a' }).activeRoomId).toBeNull()
})

test('a new snapshot keeps the shown room and what is unread', () => {
  const data = showRoom(hears(opened('a', 'b'), 'a', said(1)), 'b')
  const again = applySnapshot(data, snapshot([room('a', { seq: 5 }), room('b')]))
  expect(again.activeRoomId).toBe('b')
  expect(totalUnread(again)).toBe(1)
  expect(applySnapshot(data, snapshot([room('a')])).activeRoomId).toBe('a')
})
