import fc from 'fast-check'
import { expect, test } from 'vitest'
import { replacementBetween } from './replacement.ts'

test.each([
  ['Hi @bo now', 'Hi @Bob now', { start: 4, end: 6, piece: 'Bob' }],
  ['a :smile: b', 'a 😄 b', { start: 2, end: 9, piece: '😄' }],
  ['now', '👋now', { start: 0, end: 0, piece: '👋' }],
  ['aa', 'aaa', { start: 2, end: 2, piece: 'a' }],
  ['😄!', '😃!', { start: 0, end: 2, piece: '😃' }],
  ['😄', '🈄', { start: 0, end: 2, piece: '🈄' }],
  ['same', 'same', { start: 4, end: 4, piece: '' }],
])('%j becomes %j', (before, after, replacement) => {
  expect(replacementBetween(before, after)).toEqual(replacement)
})

test('whatever the texts are, one becomes the other, and no character is taken apart', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', 'b', '😄', '😃', '🈄') })
  fc.assert(
    fc.property(texts, texts, (before, after) => {
      const { start, end, piece } = replacementBetween(before, after)
      expect(before.slice(0, start) + piece + before.slice(end)).toBe(after)
      expect(piece.isWellFormed()).toBe(true)
      expect(before.slice(start, end).isWellFormed()).toBe(true)
    }),
  )
})
