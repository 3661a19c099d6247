import { expect, test } from 'vitest'
import { timeOrderedId } from './time-ordered-id.ts'

test('is a UUID of version 7 that begins with its time', () => {
  // The time of the example in RFC 9562.
  expect(timeOrderedId(0x017f_22e2_79b0)).toMatch(/^017f22e2-79b0-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(timeOrderedId(1)).toMatch(/^00000000-0001-7/)
})

test('is another one each time, and comes after all of before', () => {
  const ids = Array.from({ length: 1000 }, () => timeOrderedId(1_700_000_000_000))
  expect(new Set(ids).size).toBe(1000)
  const later = timeOrderedId(1_700_000_000_001)
  expect(ids.every((id) => id < later)).toBe(true)
})
