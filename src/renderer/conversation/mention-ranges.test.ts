import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { mentionRanges } from './mention-ranges.ts'

function marked(text: string, nickname: string): string[] {
  return mentionRanges(text, nickname).map(({ start, end }) => text.slice(start, end))
}

test.each([
  ['@Amara, @room: lunch?', 'Amara', ['@Amara', '@room']],
  ['hi @amara!', 'Amara', ['@amara']],
  ['@Anna Belle and @Anna', 'Anna Belle', ['@Anna Belle']],
  ['x@amara.example @amarant', 'Amara', []],
  ['@a+b (@A+B)', 'a+b', ['@a+b', '@A+B']],
  ['Amara', 'Amara', []],
])('in %j for %j', (text, nickname, expected) => {
  expect(marked(text, nickname)).toEqual(expected)
})

test('any name is found as it is, whatever it means elsewhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (nickname) => {
      expect(marked(`@${nickname}`, nickname)[0]?.startsWith('@')).toBe(true)
    }),
  )
})
