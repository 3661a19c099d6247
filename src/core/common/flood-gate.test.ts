import { array, assert, integer, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { FloodGate } from './flood-gate.ts'

function gateAt(burst: number, perSecond: number): { gate: FloodGate; setTime: (milliseconds: number) => void } {
  let now = 1_000_000
  const gate = new FloodGate({ burst, perSecond, clock: () => now })
  return { gate, setTime: (milliseconds) => (now = 1_000_000 + milliseconds) }
}

test('lets a burst through and then delays by the rate', () => {
  const { gate } = gateAt(5, 2)
  expect(Array.from({ length: 8 }, () => gate.delayFor(1))).toEqual([0, 0, 0, 0, 0, 500, 1000, 1500])
})

test('fills up again with time, to the burst and no further', () => {
  const { gate, setTime } = gateAt(2, 2)
  gate.delayFor(2)
  setTime(500)
  expect(gate.delayFor(1)).toBe(0)
  expect(gate.delayFor(1)).toBe(500)
  setTime(1_000_000)
  expect([gate.delayFor(1), gate.delayFor(1), gate.delayFor(1)]).toEqual([0, 0, 500])
})

test('a cost above the burst waits for the rest of it', () => {
  const { gate } = gateAt(5, 2)
  expect(gate.delayFor(7)).toBe(1000)
})

test('a clock that is set back costs nothing', () => {
  const { gate, setTime } = gateAt(1, 1)
  gate.delayFor(1)
  setTime(-60_000)
  expect(gate.delayFor(1)).toBe(1000)
  setTime(-59_000)
  expect(gate.delayFor(1)).toBe(1000)
})

test.each([
  [Infinity, 2],
  [5, Infinity],
  [Infinity, Infinity],
])('burst %d and rate %d let everything through', (burst, perSecond) => {
  const { gate } = gateAt(burst, perSecond)
  for (let count = 0; count < 1000; count += 1) expect(gate.delayFor(100)).toBe(0)
})

test('who acts when told never exceeds the burst and the rate', () => {
  const step = record({ wait: integer({ min: 0, max: 3000 }), cost: integer({ min: 1, max: 4 }) })
  assert(
    property(array(step), (steps) => {
      const { gate, setTime } = gateAt(5, 2)
      let now = 0
      let spent = 0
      for (const { wait, cost } of steps) {
        now += wait
        setTime(now)
        const actsAt = now + gate.delayFor(cost)
        spent += cost
        expect(spent).toBeLessThanOrEqual(5 + (actsAt / 1000) * 2 + 1e-6)
      }
    }),
  )
})
