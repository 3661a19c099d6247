import { expect, test } from 'vitest'
import type { LoadResult } from './load/load.ts'
import { deliversNothing } from './measure.ts'

test.each([
  ['deliveries', { deliveriesPerSecond: 1 }, false],
  ['no deliveries', { deliveriesPerSecond: 0 }, true],
  ['no number of deliveries', { deliveriesPerSecond: NaN }, true],
  ['none, as it crosses from the load', JSON.parse('{"deliveriesPerSecond":null}') as LoadResult, true],
  ['nothing to deliver', { joinsPerSecond: 100 }, false],
])('a row with %s', (_what, result, nothing) => {
  expect(deliversNothing(result)).toBe(nothing)
})
