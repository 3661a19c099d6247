import { beforeEach, expect, test } from 'vitest'
import { applyEvents } from '../apply-events.ts'
import { newRoom } from '../new-room.ts'
import type { PresenceEntry, RoomState } from '../room.ts'
import type { RoomEventBody } from '../room-event.ts'
import { Roster } from './roster.ts'

const self = { id: 'self', nickname: 'alice', kind: 'unknown' } as const
let roster: Roster
let room: RoomState

beforeEach(() => {
  roster = new Roster(self, 3)
  room = newRoom({
    id: 'room',
    name: 'room',
    self: { personId: self.id, nickname: self.nickname },
    people: roster.people,
  })
})

/** Applies the events and checks that room and roster agree about who is here. */
function apply(events: readonly RoomEventBody[]): string[] {
  room = applyEvents(
    room,
    events.map((event, index) => ({ ...event, seq: room.seq + 1 + index })),
  )
  const names = room.people.map((person) => person.nickname)
  expect(names.toSorted()).toEqual(roster.people.map((person) => person.nickname).toSorted())
  return names
}

function entry(nickname: string, change: 'joined' | 'left'): PresenceEntry {
  return { kind: 'presence', id: `${room.seq}`, at: 0, nickname, change }
}

test('people come and go', () => {
  expect(apply(roster.joined('bob', entry('bob', 'joined')))).toEqual(['alice', 'bob'])
  expect(apply(roster.left('bob', entry('bob', 'left')))).toEqual(['alice'])
  expect(room.entries).toHaveLength(2)
})

test('somebody noticed by a message is listed once, without an entry', () => {
  apply(roster.noticed('bob'))
  expect(apply(roster.noticed('bob'))).toEqual(['alice', 'bob'])
  expect(room.entries).toEqual([])
})

test('of two with one name, one stays when the other leaves', () => {
  apply(roster.joined('bob', entry('bob', 'joined')))
  apply(roster.joined('bob', entry('bob', 'joined')))
  expect(apply(roster.left('bob', entry('bob', 'left')))).toEqual(['alice', 'bob'])
  expect(apply(roster.left('bob', entry('bob', 'left')))).toEqual(['alice'])
})

test('somebody else with our name comes and goes without us', () => {
  expect(apply(roster.joined('alice', entry('alice', 'joined')))).toEqual(['alice', 'alice'])
  expect(apply(roster.left('alice', entry('alice', 'left')))).toEqual(['alice'])
  expect(apply(roster.left('alice', entry('alice', 'left')))).toEqual(['alice'])
})

test('forgets the oldest name rather than grow for ever', () => {
  for (const name of ['bob', 'carol', 'dave', 'erin']) apply(roster.noticed(name))
  expect(room.people.map((person) => person.nickname)).toEqual(['alice', 'carol', 'dave', 'erin'])
})

test('a reset leaves us alone in the room, under the name we have now', () => {
  apply(roster.noticed('bob'))
  expect(apply([roster.reset('alice-2')])).toEqual(['alice-2'])
})
