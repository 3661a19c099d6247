import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hostedKey, joinedKey, remembered } from './known-rooms.ts'

test('a hosted room is known by its name, in whatever case and however its letters are composed', () => {
  expect(hostedKey(' Café ')).toBe(hostedKey('CAFE\u0301'))
  expect(hostedKey('Lunch')).not.toBe(hostedKey('Lunch 2'))
  expect(hostedKey('10.0.0.5:55555')).not.toBe(joinedKey('10.0.0.5:55555'))
})

test('the newest are remembered, and those that must not be forgotten', () => {
  const isHeld = (room: number): boolean => room % 10 === 0
  expect(remembered([1, 2, 10, 3, 4, 20], 3, isHeld)).toEqual([1, 2, 10, 20])
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat()), fc.nat({ max: 20 }), (rooms, most) => {
      const kept = remembered(rooms, most, isHeld)
      expect(kept.slice(0, most)).toEqual(rooms.slice(0, most))
      expect(kept).toEqual(expect.arrayContaining(rooms.filter(isHeld)))
      expect(kept.slice(most).every(isHeld)).toBe(true)
    }),
  )
})
