import { expect, test } from 'vitest'
import type { HostedBefore, RecentRoom } from '../../core/common/ipc-contract.ts'
import { defaultPreferences } from '../../core/common/preferences.ts'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import { noColours } from './colours.ts'
import { keyOf, nameOf, roomLists, roomsInOrder, waitingIn, type KnownRoom } from './known-rooms.ts'
import { allRead } from './reading.ts'
import { noneUnsent } from './unsent.ts'

const reading = allRead

function room(name: string, change: Partial<RoomState> = {}): RoomState {
  return newRoom({
    id: name,
    name,
    addresses: [`${name}:1`],
    self: { personId: 'me', nickname: 'Me' },
    ...change,
  })
}

const hosting = { role: { kind: 'host', exposure: 'this-computer' } } as const
const joined = (name: string, lastJoinedAt: number): RecentRoom => ({
  address: `${name}:1`,
  name,
  nickname: 'Me',
  asciiOnly: true,
  lastJoinedAt,
  waiting: 0,
})
const hosted = (name: string, lastHostedAt: number): HostedBefore => ({
  name,
  nickname: 'Me',
  exposure: 'this-computer',
  port: 55_555,
  keep: true,
  retention: { messages: 10, days: 1 },
  everyMessageToDisk: false,
  lastHostedAt,
})

function listsOf(
  rooms: readonly RoomState[],
  before: Partial<{ recents: RecentRoom[]; hosted: HostedBefore[] }> = {},
  arranged: Partial<{ favourites: string[]; order: string[] }> = {},
) {
  const known = {
    rooms: rooms.map((room) => ({ room, reading, colours: noColours, unsent: noneUnsent })),
    profile: { nickname: 'Me', recents: [], hosted: [], ...before },
    preferences: { ...defaultPreferences, rooms: { muted: [], favourites: [], order: [], ...arranged } },
  }
  const names = (list: readonly KnownRoom[]): string[] => list.map(nameOf)
  const { favourites, open, before: others } = roomLists(known)
  return {
    favourites: names(favourites),
    open: names(open),
    before: names(others),
    inOrder: roomsInOrder(known).map(({ room }) => room.name),
  }
}

test('rooms that are not open come after those that are, the newest first, whether joined or hosted', () => {
  const lists = listsOf([room('a'), room('Lab', hosting)], {
    recents: [joined('c', 5), joined('a', 3), joined('b', 1)],
    hosted: [hosted('Lunch', 4), hosted('LAB', 2)],
  })
  expect(lists).toEqual({ favourites: [], open: ['a', 'Lab'], before: ['c', 'Lunch', 'b'], inOrder: ['a', 'Lab'] })
})

test('a room that is open under another of its addresses is not offered again', () => {
  const open = room('Lab', { ...hosting, addresses: ['10.0.0.5:1', 'c:1'] })
  expect(listsOf([open], { recents: [joined('c', 5)] }).before).toEqual([])
})

test('favourites come first, open or not, and both lists are in their own order', () => {
  const lists = listsOf(
    [room('a'), room('b'), room('Lab', hosting), room('c')],
    { recents: [joined('d', 5)], hosted: [hosted('Lunch', 4)] },
    { favourites: ['here:lunch', 'at:b:1', 'at:gone:1'], order: ['at:c:1', 'at:b:1', 'at:a:1'] },
  )
  expect(lists).toEqual({
    favourites: ['Lunch', 'b'],
    open: ['c', 'a', 'Lab'],
    before: ['d'],
    inOrder: ['b', 'c', 'a', 'Lab'],
  })
})

test('a room that is open twice has two places', () => {
  const { open } = roomLists({
    rooms: [room('Lab', hosting), room('lab', hosting)].map((room) => ({
      room,
      reading,
      colours: noColours,
      unsent: noneUnsent,
    })),
    profile: { nickname: 'Me', recents: [], hosted: [] },
    preferences: defaultPreferences,
  })
  expect(new Set(open.map(({ key }) => key)).size).toBe(2)
})

test('what waits is what does not go out by itself in a moment', () => {
  const waiting = (connection: RoomState['connection']): number =>
    waitingIn({
      kind: 'open',
      key: 'x',
      room: room('a', { connection }),
      reading,
      colours: noColours,
      unsent: { sending: 1, failed: 1 },
    })
  expect(waiting({ status: 'open' })).toBe(1)
  expect(waiting({ status: 'closed', reason: '' })).toBe(2)
  expect(waitingIn({ kind: 'joined', key: 'x', recent: { ...joined('a', 1), waiting: 3 } })).toBe(3)
  expect(waitingIn({ kind: 'hosted', key: 'x', hosted: hosted('Lab', 1) })).toBe(0)
})

test('a hosted room is known by its name, wherever it is reached; another by its address', () => {
  const here = keyOf(room('Lunch', { ...hosting, addresses: ['10.0.0.5:55555'] }))
  expect(keyOf(room('Lunch', { ...hosting, addresses: ['192.168.1.7:55555'] }))).toBe(here)
  expect(keyOf(room('Lunch', { addresses: ['10.0.0.5:55555'] }))).not.toBe(here)
  expect(keyOf(room('Tea', { addresses: ['a:1'] }))).not.toBe(keyOf(room('Tea', { addresses: ['b:1'] })))
})
