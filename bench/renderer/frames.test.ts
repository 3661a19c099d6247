import { expect, test } from 'vitest'
import { smoothnessOf } from './frames.ts'

const idle = { task: 1, script: 1, style: 1, layout: 1, heap: 0 }
const after = { task: 3, script: 2, style: 1.5, layout: 1.25, heap: 0 }

test('frames are judged by what lies between them', () => {
  const frames = [0, ...Array.from({ length: 99 }, (_, index) => (index + 1) * 10), 1090]
  const { p95Ms, p99Ms, worstMs, ...rest } = smoothnessOf({ frames, longTasks: [], places: [] }, idle, idle, 1)
  expect([rest.frames, p95Ms, p99Ms, worstMs]).toEqual([100, 10, 100, 100])
  expect(rest).toMatchObject({ longTasks: 0, longestTaskMs: 0, busy: 0, movedPx: null })
})

test('the longest task is told, and how much of a processor was taken', () => {
  const result = smoothnessOf({ frames: [], longTasks: [51, 120, 60], places: [] }, idle, after, 4)
  expect(result).toMatchObject({ longTasks: 3, longestTaskMs: 120, busy: 0.5, script: 0.25, layout: 0.19 })
})

test('a message that moves and comes back has moved', () => {
  const moved = (...places: number[]): number | null =>
    smoothnessOf({ frames: [], longTasks: [], places }, idle, idle, 1).movedPx
  expect(moved(200, 200, 200)).toBe(0)
  expect(moved(200, 150.5, 200)).toBe(49.5)
})
