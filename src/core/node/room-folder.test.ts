import { assert, property, string } from 'fast-check'
import path from 'node:path'
import { expect, test } from 'vitest'
import { roomFolder } from './room-folder.ts'

const rooms = path.resolve('rooms')
const nameOf = (room: string): string => path.basename(roomFolder(rooms, room))

test('a name can be read in that of its folder', () => {
  expect(nameOf('Amara’s room')).toMatch(/^amara-s-room-[0-9a-f]{8}$/)
  expect(nameOf('Workshop, Raum 2 – Grüße!')).toMatch(/^workshop-raum-2-grusse-[0-9a-f]{8}$/)
  expect(nameOf('會議室')).toMatch(/^[a-z0-9-]+-[0-9a-f]{8}$/)
})

test('the same name is the same room, whatever its case and its encoding', () => {
  expect(nameOf(' WORKSHOP ')).toBe(nameOf('Workshop'))
  expect(nameOf('Cafe\u0301')).toBe(nameOf('café'))
})

test('names that fold to the same letters are different rooms', () => {
  expect(nameOf('café')).not.toBe(nameOf('cafe'))
  expect(nameOf('a/b')).not.toBe(nameOf('a b'))
})

test('no name leads out of the folder of all rooms, or to a name that a system does not take', () => {
  assert(
    property(string({ unit: 'binary', maxLength: 1000 }), (name) => {
      expect(path.dirname(roomFolder(rooms, name))).toBe(rooms)
      // Never a device of Windows such as `con`, since a digest always follows.
      expect(nameOf(name)).toMatch(/^(?:[a-z0-9][a-z0-9-]{0,39}-)?[0-9a-f]{8}$/)
    }),
  )
})
