import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasUnseen, hasVisible, printable, printableLines, stripControls, stripUnseen } from './unsafe-text.ts'

const reordering = '\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069'
const hidden = '\u200B\u2060\uFEFF'

describe('for a terminal, a log, a label', () => {
  test('ordinary text stays as it is', () => {
    expect(printable('alice: café 😀 👩‍💻 — «שלום»')).toBe('alice: café 😀 👩‍💻 — «שלום»')
  })

  test('escape sequences lose what makes them act', () => {
    expect(printable('\u001B[2J\u001B]0;owned\u0007hi\u009B31m')).toBe('[2J]0;ownedhi31m')
  })

  test('one text is one line', () => {
    expect(printable('a\r\nb\nc\rd\te\u2028f')).toBe('a b c d e f')
  })

  test('text can be neither reordered nor hidden', () => {
    expect(printable(`${reordering}evil${hidden}x`)).toBe('evilx')
  })

  test('whatever comes in, no control character comes out', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069\u2028\u2029]/u)
      }),
    )
  })
})

describe('for a window', () => {
  test('lines and tabs stay where they are, and nothing else does', () => {
    expect(printableLines(`a\r\nb\n\n\tc\u2028d\u001B[2J${reordering}${hidden}\0`)).toBe('a\nb\n\n\tc\nd[2J')
  })

  test('broken text is marked as such', () => {
    expect(printableLines('a\uD83D')).toBe('a\uFFFD')
  })
})

test('the wire loses control characters alone', () => {
  expect(stripControls(`a\u001B[2J\n\tb\r\u009B${reordering}${hidden}`)).toBe(`a[2J\n\tb${reordering}${hidden}`)
})

test('a name has nothing that nobody sees', () => {
  for (const character of `${reordering}${hidden}\u200D\u00AD\u2800\uFFFD\uE000\0`) {
    expect(hasUnseen(`a${character}b`), character).toBe(true)
    expect(stripUnseen(`a${character}b`), character).toBe('ab')
  }
  expect(hasUnseen('Zoë 日本')).toBe(false)
})

test.each([
  ['', false],
  [' \n\t\u00a0\u3000', false],
  ['\u200b\u200d\ufeff\u2060', false],
  ['\u202e \u2066', false],
  ['\u2800\u3164\u115f', false],
  ['\ufe0f\u{e0041}', false],
  ['\0\u0007', false],
  ['\u200b.', true],
  ['😀', true],
  ['👩‍🚀', true],
  ['\ufffd', true],
])('whether %j has anything visible in it: %s', (text, expected) => {
  expect(hasVisible(text)).toBe(expected)
})
