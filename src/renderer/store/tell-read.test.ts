import { expect, test, vi } from 'vitest'
import type { MessageEntry, RoomState } from '../../core/common/room.ts'
import type { AppData, ListedRoom } from './app-data.ts'
import { noColours } from './colours.ts'
import { noneUnsent } from './unsent.ts'
import { allRead } from './reading.ts'
import { createReadTeller } from './tell-read.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'

function data(times: Readonly<Record<string, readonly number[]>>, change: Partial<AppData> = {}): AppData {
  const rooms = Object.entries(times).map(([id, times]) => {
    const entries = times.map((at): MessageEntry => {
      const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
      return { kind: 'message', id: `${at}`, at, author, text: '', own: false, delivery: { state: 'received' } }
    })
    return { room: { id, entries } as unknown as RoomState, reading: allRead, colours: noColours, unsent: noneUnsent }
  })
  const profile = { nickname: '', recents: [], hosted: [] }
  return {
    profile,
    preferences: defaultPreferences,
    program: { platform: 'linux', version: '', fingerprint: '' },
    rooms,
    activeRoomId: 'a',
    windowFocused: true,
    atEnd: true,
    ...change,
  }
}

test('what is watched is told at once, each time something newer is, and once', () => {
  const tell = vi.fn()
  const look = createReadTeller(tell)
  look(data({ a: [1] }))
  expect(tell.mock.calls).toEqual([['a', 1]])
  look(data({ a: [1, 2, 3] }))
  look(data({ a: [1, 2, 3] }))
  expect(tell.mock.calls).toEqual([
    ['a', 1],
    ['a', 3],
  ])
})

test('what is not in sight has not been read', () => {
  const tell = vi.fn()
  const look = createReadTeller(tell)
  look(data({ a: [1] }, { atEnd: false }))
  look(data({ a: [1] }, { windowFocused: false }))
  look(data({ b: [1] }))
  look(data({ a: [] }))
  expect(tell).not.toHaveBeenCalled()
})

test('an own message that waits to be sent says nothing of what has been read', () => {
  const tell = vi.fn()
  const look = createReadTeller(tell)
  const [waiting] = data({ a: [1, 2] }).rooms
  const entries = waiting?.room.entries.map((entry) =>
    entry.id === '2' ? Object.assign({}, entry, { own: true, delivery: { state: 'sending' } }) : entry,
  )
  look(data({}, { rooms: [{ ...waiting, room: { id: 'a', entries } } as unknown as ListedRoom] }))
  expect(tell.mock.calls).toEqual([['a', 1]])
})

test('each room is told of by itself', () => {
  const tell = vi.fn()
  const look = createReadTeller(tell)
  look(data({ a: [2], b: [1] }))
  look(data({ a: [2], b: [1] }, { activeRoomId: 'b' }))
  expect(tell.mock.calls).toEqual([
    ['a', 2],
    ['b', 1],
  ])
})
