import { beforeEach, expect, test } from 'vitest'
import { newRoom } from '../core/common/new-room.ts'
import { allAbilities, type RoomState } from '../core/common/room.ts'
import { IdleRooms } from './idle-rooms.ts'
import { type RoomActions, RoomSession } from './room-session.ts'

const self = { personId: 'bo', nickname: 'Bo' }

let told: (string | null)[]
let rooms: Map<string, RoomSession>
let idle: IdleRooms

beforeEach(() => {
  told = []
  rooms = new Map()
  idle = new IdleRooms()
})

function open(abilities: RoomState['abilities'] = allAbilities): RoomSession {
  const room = newRoom({ id: 'kitchen', name: 'Kitchen', self, abilities, people: [person()] })
  const actions: Partial<RoomActions> = { setAway: (message) => void told.push(message) }
  const session = new RoomSession(room, actions as RoomActions, () => {})
  rooms.set(room.id, session)
  return session
}

function person(away?: string): RoomState['people'][number] {
  return { id: 'bo', nickname: 'Bo', kind: 'native', ...(away !== undefined && { away }) }
}

test('who has gone is away, and back when they are', () => {
  const session = open()
  idle.tell(true, rooms)
  session.record({ type: 'person.changed', person: person('') })
  idle.tell(false, rooms)
  idle.tell(false, rooms)
  expect(told).toEqual(['', null])
})

test('who is back is not away any more, though no room has confirmed that they were', () => {
  open()
  idle.tell(true, rooms)
  idle.tell(false, rooms)
  expect(told).toEqual(['', null])
})

test('who is away by their own words stays so', () => {
  open().record({ type: 'person.changed', person: person('Lunch') })
  idle.tell(true, rooms)
  idle.tell(false, rooms)
  expect(told).toEqual([])
})

test('who comes back and says at once that they are going again stays away', () => {
  const session = open()
  idle.tell(true, rooms)
  session.record({ type: 'person.changed', person: person('At the dentist') })
  idle.tell(false, rooms)
  expect(told).toEqual([''])
})

test('where nobody can be told, nobody is', () => {
  open([])
  idle.tell(true, rooms)
  idle.tell(false, rooms)
  expect(told).toEqual([])
})
