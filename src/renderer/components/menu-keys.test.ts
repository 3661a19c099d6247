import { expect, test } from 'vitest'
import { entryAfter } from './menu-keys.ts'

const labels = ['Message', 'Copy name', 'Mute', 'Ban…']

test('arrows go round, Home and End to the ends', () => {
  expect(entryAfter('ArrowDown', -1, labels)).toBe(0)
  expect(entryAfter('ArrowDown', 0, labels)).toBe(1)
  expect(entryAfter('ArrowDown', 3, labels)).toBe(0)
  expect(entryAfter('ArrowUp', 0, labels)).toBe(3)
  expect(entryAfter('ArrowUp', -1, labels)).toBe(3)
  expect(entryAfter('Home', 2, labels)).toBe(0)
  expect(entryAfter('End', 0, labels)).toBe(3)
})

test('a letter leads to the next entry that begins with it, again and again', () => {
  expect(entryAfter('m', -1, labels)).toBe(0)
  expect(entryAfter('m', 0, labels)).toBe(2)
  expect(entryAfter('M', 2, labels)).toBe(0)
  expect(entryAfter('c', 1, labels)).toBe(1)
  expect(entryAfter('x', 0, labels)).toBeNull()
})

test('other keys lead nowhere, and neither does any in an empty menu', () => {
  expect(entryAfter('Tab', 0, labels)).toBeNull()
  expect(entryAfter(' ', 0, labels)).toBeNull()
  expect(entryAfter('ArrowDown', -1, [])).toBeNull()
})
