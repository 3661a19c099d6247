import { expect, test } from 'vitest'
import { hintFor } from './hints.ts'

const host = { kind: 'host', exposure: 'this-computer' } as const
const classic = { id: 'a', nickname: 'alice', kind: 'classic' } as const
const connection = { status: 'open' } as const

test('each hint is given where there is occasion, one at a time, until it is put away', () => {
  const room = { role: host, people: [classic], connection }
  expect(hintFor(room, [])).toBe('hosting')
  expect(hintFor(room, ['hosting'])).toBe('classic')
  expect(hintFor(room, ['hosting', 'classic'])).toBeNull()
  expect(hintFor({ role: { kind: 'guest' }, people: [], connection }, [])).toBeNull()
  expect(hintFor({ ...room, connection: { status: 'closed', reason: '' } }, [])).toBeNull()
})
