import { assert, integer, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBytes, utf8Length } from './byte-cutting.ts'

/** Any UTF-16, lone surrogates too, and plain sentences. */
const anyText = oneof(
  string({ unit: 'binary' }),
  string({ unit: integer({ min: 0xd7_f0, max: 0xe0_10 }).map((unit) => String.fromCharCode(unit)) }),
  string({ unit: integer({ min: 0, max: 3 }).map((index) => 'ab é'.charAt(index)), maxLength: 200 }),
)

test('bytes are counted as they are written', () => {
  assert(
    property(anyText, (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length)
    }),
  )
})

test('parts are the text, and none is too long', () => {
  assert(
    property(anyText, integer({ min: 4, max: 40 }), (text, maxBytes) => {
      const parts = cutToBytes(text, maxBytes)
      expect(parts.join('')).toBe(text)
      for (const part of parts) {
        expect(part).not.toBe('')
        expect(utf8Length(part)).toBeLessThanOrEqual(maxBytes)
      }
    }),
    { numRuns: 1000 },
  )
})

test('no character is cut', () => {
  assert(
    property(string({ unit: 'binary' }), integer({ min: 4, max: 9 }), (text, maxBytes) => {
      for (const part of cutToBytes(text, maxBytes)) expect(part.isWellFormed()).toBe(true)
    }),
  )
})

test('parts are full, unless a space is near their end', () => {
  expect(cutToBytes('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij'])
  expect(cutToBytes('aé😀😀', 8)).toEqual(['aé😀', '😀'])
  expect(cutToBytes('1234567 9abc', 10)).toEqual(['1234567 ', '9abc'])
  expect(cutToBytes('12 4567890ab', 10)).toEqual(['12 4567890', 'ab'])
  expect(cutToBytes('123456789 ab', 10)).toEqual(['123456789 ', 'ab'])
})

test('nothing has no parts', () => {
  expect(cutToBytes('', 4)).toEqual([])
})

test('a part must have room for any character', () => {
  expect(() => cutToBytes('a', 3)).toThrow(RangeError)
})
