import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestExcerpt, plainExcerpt } from './plain-excerpt.ts'

test.each([
  ['Lunch at\n  noon?', 'Lunch at noon?'],
  ['**bold** and _soft_ and `code` ~~gone~~', 'bold and soft and code gone'],
  ['snake_case_name and 2 * 3 * 4', 'snake_case_name and 2 * 3 * 4'],
  ['> said\n> so\nyes', 'said so yes'],
  ['```js\nconst a = 1\n```', 'const a = 1'],
  ['see [the printer](http://printer.lan/status), please', 'see the printer, please'],
  ['[**so** _soft_](https://x.lan/a_(b)_c "Title") [b](<http://x.lan>)', 'so soft b'],
  ['`[a](http://x.lan)` and [b](c) and [c](http://x.lan', '[a](http://x.lan) and [b](c) and [c](http://x.lan'],
  ['…the printer](http://x.lan) and [the door](http://do…', '…the printer and the door'],
  ['', ''],
])('%j is %j', (text, expected) => {
  expect(plainExcerpt(text, 100)).toBe(expected)
})

test('is cut between what people count as letters', () => {
  expect(plainExcerpt('👩🏽‍🚀👩🏽‍🚀👩🏽‍🚀', 2)).toBe('👩🏽‍🚀…')
  expect(plainExcerpt('abc', 3)).toBe('abc')
  expect(plainExcerpt('abcd', 3)).toBe('ab…')
})

test.each(['👩‍👩‍👧‍👦'.repeat(100), `e${'\u0301'.repeat(900)}`, `abc e${'\u0301'.repeat(900)}`])(
  'is never long, whatever people count as one letter: %#',
  (text) => {
    expect(plainExcerpt(text, 140).length).toBeLessThanOrEqual(longestExcerpt)
  },
)

test('is one line, and never too long', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, most) => {
      const excerpt = plainExcerpt(text, most)
      expect(excerpt).not.toMatch(/\n/)
      expect([...new Intl.Segmenter('en').segment(excerpt)].length).toBeLessThanOrEqual(most)
    }),
  )
})
