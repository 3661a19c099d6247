import { expect, test } from 'vitest'
import type { Person } from '../common/room.ts'
import { markLocalIn } from './local-people.ts'

const bo: Person = { id: 'bo', nickname: 'Bo', kind: 'native' }

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['::1', true],
  ['192.168.1.7', false],
  ['2001:db8::1', false],
  [undefined, false],
])('somebody at %s is marked: %s', (address, isLocal) => {
  const person = isLocal ? { ...bo, isLocal: true } : bo
  for (const type of ['person.changed', 'person.joined'] as const) {
    expect(markLocalIn({ type, person: bo }, () => address)).toEqual({ type, person })
  }
})

test('other events stay as they are', () => {
  const event = { type: 'typing.changed', personId: 'bo', on: true } as const
  expect(markLocalIn(event, () => '127.0.0.1')).toBe(event)
})
