import { expect, test } from 'vitest'
import { newRoom } from '../../core/common/new-room.ts'
import type { Person, RoomState } from '../../core/common/room.ts'
import { ownCommands, personCommands } from './person-menu.ts'

const self: Person = { id: 'self', nickname: 'Amara', kind: 'host' }
const bo: Person = { id: 'bo', nickname: 'Bo', kind: 'native' }
const room = newRoom({
  id: 'r',
  name: 'Workshop',
  role: { kind: 'host', exposure: 'this-computer' },
  addresses: ['127.0.0.1:55555'],
  self: { personId: 'self', nickname: 'Amara' },
  people: [self, bo],
  abilities: ['direct', 'renames', 'away'],
})
const guest: RoomState = { ...room, role: { kind: 'guest' } }

test('the host can do what others cannot, and not to themselves', () => {
  expect(personCommands(room, bo)).toEqual([
    ['message', 'copy-name'],
    ['mute', 'kick', 'ban'],
  ])
  expect(personCommands(room, { ...bo, muted: true })[1]).toEqual(['unmute', 'kick', 'ban'])
  expect(personCommands(room, { ...bo, isLocal: true })[1]).toContain('ban')
  expect(personCommands(room, { ...bo, kind: 'classic' })[1]).toContain('ban')
  expect(personCommands(room, { ...bo, kind: 'classic', isLocal: true })[1]).toEqual(['mute', 'kick'])
  expect(personCommands(guest, bo)).toEqual([['message', 'copy-name']])
  expect(personCommands(room, self)).toEqual([['away', 'rename'], ['copy-name']])
})

test('whoever is away can come back', () => {
  expect(ownCommands(room, { away: '' })).toEqual(['back', 'rename'])
})

test('only what the room can do is offered, and nothing once it is closed', () => {
  const classic: RoomState = { ...guest, abilities: [] }
  expect(personCommands(classic, { ...bo, kind: 'unknown' })).toEqual([['copy-name']])
  expect(personCommands(classic, self)).toEqual([['copy-name']])
  const closed: RoomState = { ...room, connection: { status: 'closed', reason: 'Over.' } }
  expect(personCommands(closed, bo)).toEqual([['copy-name']])
  expect(ownCommands(closed, self)).toEqual([])
})
