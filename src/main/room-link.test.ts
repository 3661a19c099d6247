import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressOfLink } from './deep-link.ts'
import { longestRoomLink, roomLink } from '../core/common/room-link.ts'

test.each([
  ['10.0.0.5:55555', 'Lunch & more', 'snug://10.0.0.5:55555/?name=Lunch%20%26%20more'],
  ['[::1]:55555', '', 'snug://[::1]:55555/'],
  ['10.0.0.5:55555', '10.0.0.5:55555', 'snug://10.0.0.5:55555/'],
  ['10.0.0.5:55555', '\u{1F600}'.repeat(200), 'snug://10.0.0.5:55555/'],
])('the link to %s, called %j, is %s', (address, name, link) => {
  expect(roomLink(address, name)).toBe(link)
})

test('whatever the room is called, its link leads to its address', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0xff_ff)), (letters) => {
      const name = String.fromCharCode(...letters)
      const link = roomLink('10.0.0.5:4242', name)
      expect(link.length).toBeLessThanOrEqual(longestRoomLink)
      expect(addressOfLink(link)).toBe('10.0.0.5:4242')
    }),
  )
})
