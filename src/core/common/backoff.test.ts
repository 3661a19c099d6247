import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { backoffDelay } from './backoff.ts'

test('doubles from one second to thirty and stays there', () => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 1e6].map((attempt) => backoffDelay(attempt, () => 0))
  expect(delays).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000])
})

test('jitter shortens a delay by at most a quarter', () => {
  const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), unit, (attempt, random) => {
      const longest = backoffDelay(attempt, () => 0)
      const delay = backoffDelay(attempt, () => random)
      expect(delay).toBeLessThanOrEqual(longest)
      expect(delay).toBeGreaterThanOrEqual(longest * 0.75)
    }),
  )
})
