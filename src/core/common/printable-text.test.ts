import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { printable, printableLines } from './printable-text.ts'

test('ordinary text stays as it is', () => {
  expect(printable('alice: café 😀 — «שלום»')).toBe('alice: café 😀 — «שלום»')
})

test('escape sequences lose what makes them act', () => {
  expect(printable('\u001B[2J\u001B]0;owned\u0007hi\u009B31m')).toBe('[2J]0;ownedhi31m')
})

test('one text is one line', () => {
  expect(printable('a\r\nb\nc\rd\te\u2028f')).toBe('a b c d e f')
})

test('text cannot be reordered', () => {
  expect(printable('\u202Eevil\u2066x\u200F')).toBe('evilx')
})

test('whatever comes in, no control character comes out', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u)
    }),
  )
})

test('lines and tabs stay where they are wanted, and nothing else does', () => {
  expect(printableLines('a\r\nb\n\n\tc\u2028d\u001B[2J\u202E\0')).toBe('a\nb\n\n\tc\nd[2J')
})
