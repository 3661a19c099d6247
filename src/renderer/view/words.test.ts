import { expect, test } from 'vitest'
import { countPeople, windowTitle } from './words.ts'

test('the title counts what is unread, in front of the room', () => {
  expect(windowTitle('Workshop', 3)).toBe('(3) Workshop – Snug')
  expect(windowTitle('Workshop', 0)).toBe('Workshop – Snug')
  expect(windowTitle(null, 0)).toBe('Snug')
})

test('a hostile room name is one plain line', () => {
  expect(windowTitle('a\n\u202Eb\u0007\u2028c', 0)).toBe('a b c – Snug')
  expect(windowTitle('\n', 2)).toBe('(2) Snug')
})

test('people are counted in words', () => {
  expect([countPeople(1), countPeople(2), countPeople(1200)]).toEqual(['1 person', '2 people', '1,200 people'])
})
