import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { applyEvents } from '../core/common/apply-events.ts'
import { success } from '../core/common/result.ts'
import { newRoom } from '../core/common/new-room.ts'
import type { MessageEntry } from '../core/common/room.ts'
import type { RoomEvent, RoomEventBody } from '../core/common/room-event.ts'
import { RoomSession, type RoomActions } from './room-session.ts'

const initial = newRoom({
  id: 'room',
  name: 'Workshop',
  addresses: ['127.0.0.1:55555'],
  self: { personId: 'me', nickname: 'Amara' },
})
const actions: RoomActions = {
  send: () => {},
  edit: () => {},
  delete: () => {},
  react: () => {},
  rename: () => {},
  setTopic: () => {},
  setAway: () => {},
  moderate: () => success(undefined),
  expose: async () => success({ isDone: true, cut: 0 }),
  retry: () => {},
  discard: () => {},
  reconnectNow: () => {},
  loadHistory: () => {},
  setTyping: () => {},
  leave: async () => {},
}
const notice = (id: string): RoomEventBody => ({
  type: 'notice.added',
  notice: { kind: 'notice', id, at: 0, text: id, tone: 'quiet' },
})

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('events of one moment are published together, numbered without a gap', () => {
  const batches: (readonly RoomEvent[])[] = []
  const session = new RoomSession(initial, actions, (events) => batches.push(events))
  for (const id of ['a', 'b', 'c']) session.record(notice(id))
  expect(batches).toEqual([])
  vi.runAllTimers()
  session.record(notice('d'))
  vi.runAllTimers()
  expect(batches.map((batch) => batch.map((event) => event.seq))).toEqual([[1, 2, 3], [4]])
})

test('a snapshot covers everything published before it, so a window that subscribed first loses nothing', () => {
  const published: RoomEvent[] = []
  const session = new RoomSession(initial, actions, (events) => published.push(...events))
  session.record(notice('a'))
  const snapshot = session.state
  session.record(notice('b'))
  vi.runAllTimers()
  expect(snapshot.entries.map((entry) => entry.id)).toEqual(['a'])
  expect(applyEvents(snapshot, published)).toEqual(session.state)
})

test('older entries are published alone: the window keeps its place only while rows come at one end', () => {
  const batches: string[][] = []
  const session = new RoomSession(initial, actions, (events) => batches.push(events.map(({ type }) => type)))
  session.record(notice('a'))
  session.record({ type: 'history.loaded', entries: [], more: false })
  session.record(notice('b'))
  vi.runAllTimers()
  expect(batches).toEqual([['notice.added'], ['history.loaded'], ['notice.added']])
})

test('many older entries are published in slices, one for each frame, which together are what one would have been', () => {
  const batches: (readonly RoomEvent[])[] = []
  const session = new RoomSession(initial, actions, (events) => batches.push(events))
  const entries = Array.from({ length: 1201 }, (_, index) => {
    return { kind: 'notice', id: `${index}`, at: index, text: '', tone: 'quiet' } as const
  })
  session.record({ type: 'history.loaded', entries: entries.slice(600), more: true })
  session.record({ type: 'history.loaded', entries: entries.slice(0, 600), more: false })
  expect(batches).toHaveLength(1)
  vi.advanceTimersToNextTimer()
  expect(batches).toHaveLength(2)
  vi.runAllTimers()
  let room = initial
  const states = batches.map((batch) => (room = applyEvents(room, batch)))
  expect(states.map(({ historyGoesOn }) => historyGoesOn)).toEqual([true, true, false, true, true, false])
  expect(states.map(({ hasMoreHistory }) => hasMoreHistory)).toEqual([true, true, true, true, true, false])
  expect(states[0]?.entries[0]?.id).toBe('951')
  expect(room.entries).toEqual(entries)
  expect(session.state).toEqual(room)
})

test('what happens while slices wait comes after them, and a snapshot has them all', () => {
  const published: RoomEvent[] = []
  const session = new RoomSession(initial, actions, (events) => published.push(...events))
  session.record({ type: 'history.loaded', entries: Array.from('abc', pastMessage), more: true })
  session.record({
    type: 'history.loaded',
    entries: Array.from({ length: 600 }, (_, index) => pastMessage(`${index}`)),
    more: false,
  })
  session.record(notice('new'))
  expect(published).toHaveLength(2)
  const snapshot = session.state
  expect(snapshot.entries).toHaveLength(604)
  expect(snapshot.entries.at(-1)?.id).toBe('new')
  expect(published.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5])
})

test('a newest page that takes the place of a copy does so once, however long it is', () => {
  const batches: (readonly RoomEvent[])[] = []
  const session = new RoomSession(initial, actions, (events) => batches.push(events))
  const page = (length: number) => Array.from({ length }, (_, index) => pastMessage(`${length}-${index}`))
  session.record({ type: 'history.loaded', entries: page(3), more: false })
  session.record({ type: 'history.loaded', entries: page(600), more: true, renews: true })
  expect(session.state.entries.map(({ id }) => id)).toEqual(page(600).map(({ id }) => id))
  expect(batches).toHaveLength(4)
})

test('a session that is closed publishes what waited, and nothing that comes later', () => {
  const published: RoomEvent[] = []
  const session = new RoomSession(initial, actions, (events) => published.push(...events))
  session.record(notice('a'))
  session.close()
  session.record(notice('b'))
  vi.runAllTimers()
  expect(published.map(({ seq }) => seq)).toEqual([1])
})

function pastMessage(id: string): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  return { kind: 'message', id, at: 0, author, text: '', own: false, delivery: { state: 'received' }, past: true }
}
