import { expect, test } from 'vitest'
import { typingPhrase } from './typing-phrase.ts'

test.each([
  [[], ''],
  [['Kenji'], 'Kenji is writing…'],
  [['Kenji', 'Bo'], 'Kenji and Bo are writing…'],
  [['Kenji', 'Bo', 'Lin'], 'Several people are writing…'],
])('%j: %j', (nicknames, expected) => {
  expect(
    typingPhrase(nicknames)
      .map(({ text }) => text)
      .join(''),
  ).toBe(expected)
})

test('what others chose is marked as a name', () => {
  expect(typingPhrase(['x is writing…'])[0]).toEqual({ kind: 'name', text: 'x is writing…' })
})
