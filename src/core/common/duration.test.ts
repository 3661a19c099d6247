import { expect, test } from 'vitest'
import { describeDuration } from './duration.ts'

test.each([
  [0, '1 s'],
  [1499, '1 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [60_000, '1 min'],
  [59.4 * 60_000, '59 min'],
  [59.6 * 60_000, '1 h'],
  [3_600_000, '1 h'],
  [125 * 60_000, '2 h 5 min'],
])('%j ms are %s', (ms, words) => {
  expect(describeDuration(ms)).toBe(words)
})
