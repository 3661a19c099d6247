import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MessageEntry, RoomState } from '../../core/common/room.ts'
import type { AppData } from './app-data.ts'
import { noColours } from './colours.ts'
import { noneUnsent } from './unsent.ts'
import { allRead } from './reading.ts'
import { createReadTeller } from './tell-read.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

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

test('what is watched is told at once, and then once a second at most with the newest time', () => {
  const tell = vi.fn()
  const teller = createReadTeller(tell)
  teller.look(data({ a: [1] }))
  expect(tell.mock.calls).toEqual([['a', 1]])
  teller.look(data({ a: [1, 2] }))
  teller.look(data({ a: [1, 2, 3] }))
  expect(tell).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1000)
  expect(tell.mock.calls).toEqual([
    ['a', 1],
    ['a', 3],
  ])
  teller.look(data({ a: [1, 2, 3] }))
  vi.advanceTimersByTime(5000)
  expect(tell).toHaveBeenCalledTimes(2)
})

test('what is not in sight has not been read', () => {
  const tell = vi.fn()
  const teller = createReadTeller(tell)
  teller.look(data({ a: [1] }, { atEnd: false }))
  teller.look(data({ a: [1] }, { windowFocused: false }))
  teller.look(data({ b: [1] }))
  teller.look(data({ a: [] }))
  vi.advanceTimersByTime(5000)
  expect(tell).not.toHaveBeenCalled()
})

test('whoever turns away from the window has read what was in sight, also in the room before', () => {
  const tell = vi.fn()
  const teller = createReadTeller(tell)
  teller.look(data({ a: [1], b: [2] }))
  teller.look(data({ a: [1], b: [2] }, { activeRoomId: 'b' }))
  teller.look(data({ a: [1], b: [2] }, { windowFocused: false }))
  expect(tell.mock.calls).toEqual([
    ['a', 1],
    ['b', 2],
  ])
  vi.advanceTimersByTime(5000)
  expect(tell).toHaveBeenCalledTimes(2)
})
