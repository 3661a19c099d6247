import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldText, isIn, matchRanges } from './match-text.ts'

const found = (text: string, words: string): string[] =>
  matchRanges(text, words).map(({ start, end }) => text.slice(start, end))

test.each([
  ['The key of the drawer', 'the', ['The', 'the']],
  ['Café, CAFE\u0301 and cafe', 'cafe', ['Café', 'CAFE\u0301', 'cafe']],
  ['cafe', 'café', ['cafe']],
  ['aaa', 'aa', ['aa']],
  ['😀 hi 😀', 'hi 😀', ['hi 😀']],
  ['İstanbul', 'istanbul', ['İstanbul']],
  ['nothing', 'x', []],
  ['nothing', '  ', []],
  ['a.b', '.', ['.']],
])('%j has %j', (text, words, ranges) => {
  expect(found(text, words)).toEqual(ranges)
})

test('what is found is what was looked for, and a text that has it says so', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'A', 'é', 'e', '\u0301', 'ß', '😀', ' ', 'İ'), maxLength: 12 })
  fc.assert(
    fc.property(letters, letters, (text, words) => {
      const ranges = found(text, words)
      expect(ranges.length > 0).toBe(isIn(foldText(text), words))
      for (const range of ranges) expect(foldText(range)).toContain(foldText(words).trim())
    }),
  )
})
