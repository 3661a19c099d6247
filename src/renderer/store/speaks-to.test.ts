import { expect, test } from 'vitest'
import type { MessageEntry } from '../../core/common/room.ts'
import { speaksTo } from './speaks-to.ts'

function message(text: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  const delivery = { state: 'received' } as const
  return { kind: 'message', id: 'm', at: 0, author, text, own: false, delivery, ...change }
}

const me = { personId: 'me', nickname: 'Amara' }

test.each([
  ['a message that names one', message('Is Amara here?'), true],
  ['a message for one alone', message('hi', { to: me }), true],
  ['what is said to everybody', message('@room lunch!'), true],
  ['something else', message('Is anybody here?'), false],
  ['one’s own', message('I am Amara', { own: true }), false],
  ['an own direct message', message('hi', { own: true, to: { personId: 'bo', nickname: 'Bo' } }), false],
  ['what has been taken back', message('', { to: me, isDeleted: true }), false],
])('%s', (_, message, expected) => {
  expect(speaksTo(message, 'Amara')).toBe(expected)
})

test('another name is asked for anew', () => {
  const spoken = message('Is Amara here?')
  expect([speaksTo(spoken, 'Amara'), speaksTo(spoken, 'Kenji'), speaksTo(spoken, 'Amara')]).toEqual([true, false, true])
})
