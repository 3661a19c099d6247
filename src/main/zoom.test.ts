import { expect, test } from 'vitest'
import { zoomStep } from './zoom.ts'

test.each([
  [1, 1, 1.1],
  [1, -1, 0.9],
  [1.03, 1, 1.1],
  [1.03, -1, 1],
  [3, 1, 3],
  [0.5, -1, 0.5],
] as const)('from %d in direction %d comes %d', (zoom, direction, expected) => {
  expect(zoomStep(zoom, direction)).toBe(expected)
})
