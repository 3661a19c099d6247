import { expect, test } from 'vitest'
import { encodeClassicMessage } from '../../core/common/classic/message-encoder.ts'
import { nothingComposed, type Composing } from '../store/composing.ts'
import type { Person } from '../../core/common/room.ts'
import { classicView, concernsClassic } from './classic-view.ts'

const person = (id: string, kind: Person['kind']): Person => ({ id, nickname: id, kind })
const people = [person('me', 'host'), person('carol', 'classic'), person('bo', 'native')]
const room = { people, self: { personId: 'me', nickname: 'me' } }
const writing = (draft: string, change: Partial<Composing> = {}): Composing => ({
  ...nothingComposed,
  draft,
  ...change,
})

const seen = (draft: string): unknown =>
  classicView(draft, encodeClassicMessage('Zoë', draft, { asciiOnly: true, maxBytes: 200 }))

test.each([
  ['café — “olé” 😀', { text: 'cafe - "ole" :grinning:', messages: 1 }],
  ['plain', null],
  ['two\nlines', null],
  ['a: b', null],
  ['ä\nö', { text: 'a\no', messages: 1 }],
])('%j arrives as %j', (draft, expected) => {
  expect(seen(draft)).toEqual(expected)
})

test('what is too long for one message is cut', () => {
  expect(seen('x'.repeat(300))).toMatchObject({ messages: 2 })
})

test('it matters only if somebody with a classic client reads it, and it may change', () => {
  expect(concernsClassic(room, writing('café'))).toBe(true)
  expect(concernsClassic(room, writing('cafe'))).toBe(false)
  expect(concernsClassic(room, writing('x'.repeat(10_000)))).toBe(true)
  expect(concernsClassic(room, writing('/nick Zoë'))).toBe(false)
  expect(concernsClassic(room, writing('café', { to: { personId: 'bo', nickname: 'bo' } }))).toBe(false)
  expect(concernsClassic(room, writing('café', { to: { personId: 'carol', nickname: 'carol' } }))).toBe(true)
  expect(concernsClassic(room, writing('café', { edit: { id: '1', before: '', text: '' } }))).toBe(false)
  expect(concernsClassic({ ...room, people: [person('me', 'host'), person('bo', 'native')] }, writing('é'))).toBe(false)
})
