import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { arranged, movedTo, reordered } from './room-order.ts'

const roomsOf = (keys: readonly string[]): { key: string }[] => keys.map((key) => ({ key }))
const keysOf = (rooms: readonly { key: string }[]): string[] => rooms.map(({ key }) => key)

/** Keys, each once, out of few, so that lists overlap. */
const keys: fc.Arbitrary<string[]> = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'))

test('a room goes where it is moved, and no further than the ends', () => {
  expect(movedTo(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
  expect(movedTo(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b'])
  expect(movedTo(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
  expect(movedTo(['a', 'b', 'c'], 'b', 9)).toEqual(['a', 'c', 'b'])
})

test('rooms that nobody has arranged come last, as they came', () => {
  expect(keysOf(arranged(roomsOf(['new', 'b', 'newer', 'a']), ['a', 'gone', 'b']))).toEqual(['a', 'b', 'new', 'newer'])
})

test('no room is lost or doubled, wherever it is moved', () => {
  fc.assert(
    fc.property(keys, fc.nat(), fc.integer({ min: -3, max: 15 }), (shown, which, place) => {
      fc.pre(shown.length > 0)
      const key = shown[which % shown.length] ?? ''
      const moved = movedTo(shown, key, place)
      expect(moved.toSorted()).toEqual(shown.toSorted())
      expect(moved.indexOf(key)).toBe(Math.min(Math.max(place, 0), shown.length - 1))
      expect(moved.filter((other) => other !== key)).toEqual(shown.filter((other) => other !== key))
    }),
  )
})

test('what was arranged is shown so, and those that are not here keep their order', () => {
  fc.assert(
    fc.property(keys, keys, fc.array(fc.nat()), (order, shown, dice) => {
      const wanted = shown.toSorted((one, other) => (dice[shown.indexOf(one)] ?? 0) - (dice[shown.indexOf(other)] ?? 0))
      const next = reordered(order, wanted)
      expect(keysOf(arranged(roomsOf(shown), next))).toEqual(wanted)
      expect(next.filter((key) => !shown.includes(key))).toEqual(order.filter((key) => !shown.includes(key)))
      expect(new Set(next).size).toBe(next.length)
      expect(reordered(next, wanted)).toEqual(next)
    }),
  )
})
