import { assert, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { foldToAscii } from './ascii-folding.ts'

test.each([
  ['café', 'cafe'],
  ['cafe\u0301', 'cafe'],
  ['“quoted” — ‘text’…', '"quoted" - \'text\'...'],
  ['Straße Ærø Łódź', 'Strasse Aero Lodz'],
  ['😀', ':grinning:'],
  ['👍🏽', ':thumbsup:'],
  ['❤\ufe0f', ':heart:'],
  ['👨\u200d👩', ':man::woman:'],
  ['Привет', 'Privet'],
  ['北京', 'BeiJing'],
  ['हिन्दी', 'hindi'],
  ['\u{e000}\ufffd', '??'],
  ['\ud800', '?'],
  ['a\nb\u2028c', 'a\nb\nc'],
  ['a\u0000\u001b[31m\r\u007f\u009bb', 'a[31mb'],
  ['in\u00advis\u200bi\u202eble', 'invisible'],
  ['plain ~ text!', 'plain ~ text!'],
])('%j becomes %j', (text, folded) => {
  expect(foldToAscii(text)).toBe(folded)
})

test('what is folded is printable ASCII, and stays as it is', () => {
  assert(
    property(string({ unit: 'binary' }), (text) => {
      const folded = foldToAscii(text)
      expect(folded).toMatch(/^[ -~\n]*$/)
      expect(foldToAscii(folded)).toBe(folded)
    }),
    { numRuns: 2000 },
  )
})

test('every character folds to printable ASCII', () => {
  for (let code = 0; code <= 0x10_ff_ff; code += 1) {
    const folded = foldToAscii(String.fromCodePoint(code))
    if (!/^[ -~\n]*$/.test(folded)) expect(folded, code.toString(16)).toBe('')
  }
})
