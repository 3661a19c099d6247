import { expect, test } from 'vitest'
import { isPresenting, isQuiet, lapsed, nextEnd, presentingMs, presentingToggled, quietEnd } from './quiet.ts'

const none = { quietUntil: null, presentingUntil: null }

test('quiet and presenting last until their end, and no longer', () => {
  const times = { quietUntil: 100, presentingUntil: 200 }
  expect([99, 100].map((now) => isQuiet(times, now))).toEqual([true, false])
  expect([199, 200].map((now) => isPresenting(times, now))).toEqual([true, false])
  expect(isQuiet(none, 0) || isPresenting(none, 0)).toBe(false)
})

test('what has passed is taken back, and what has not stays', () => {
  expect(lapsed({ quietUntil: 100, presentingUntil: 200 }, 99)).toBeNull()
  expect(lapsed({ quietUntil: 100, presentingUntil: 200 }, 100)).toEqual({ quietUntil: null })
  expect(lapsed({ quietUntil: 100, presentingUntil: 200 }, 200)).toEqual(none)
  expect(lapsed(none, 200)).toBeNull()
})

test('the next end is the earlier one', () => {
  expect(nextEnd({ quietUntil: 300, presentingUntil: 200 })).toBe(200)
  expect(nextEnd({ quietUntil: 300, presentingUntil: null })).toBe(300)
  expect(nextEnd(none)).toBeNull()
})

test('presenting is begun for a while, and ended by the same key', () => {
  const begun = presentingToggled(none, 1000)
  expect(begun).toEqual({ presentingUntil: 1000 + presentingMs })
  expect(presentingToggled({ ...none, ...begun }, 2000)).toEqual({ presentingUntil: null })
  // One that has lapsed begins anew.
  expect(presentingToggled({ ...none, presentingUntil: 500 }, 1000)).toEqual(begun)
})

test('quiet ends when it should, and the next morning is today if it is still to come', () => {
  const at = (day: number, hour: number): number => new Date(2026, 2, day, hour).getTime()
  expect(quietEnd('halfHour', 1000)).toBe(1_801_000)
  expect(quietEnd('hour', 1000)).toBe(3_601_000)
  expect(quietEnd('fourHours', 1000)).toBe(14_401_000)
  expect(quietEnd('tomorrow', at(10, 6))).toBe(at(10, 8))
  expect(quietEnd('tomorrow', at(10, 8))).toBe(at(11, 8))
  expect(quietEnd('tomorrow', at(31, 23))).toBe(at(32, 8))
})
