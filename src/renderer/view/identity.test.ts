import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { identityColour, identityColours, initials } from './identity.ts'

test.each([
  ['Amara', 'AM'],
  ['bo', 'BO'],
  ['Bo Li', 'BL'],
  ['mary-jane watson', 'MJ'],
  ['x', 'X'],
  ['élodie', 'ÉL'],
  ['  ', '?'],
  [':-)', '?'],
  ['李小龙', '李小'],
])('initials of %j are %j', (nickname, expected) => {
  expect(initials(nickname)).toBe(expected)
})

test('initials carry no stacked marks', () => {
  expect(initials('Z̸̡̛͚a̷l')).toBe('ZA')
})

test('any nickname has initials and a colour', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (nickname) => {
      expect(initials(nickname)).not.toBe('')
      const colour = identityColour(nickname)
      expect(Number.isInteger(colour) && colour >= 0 && colour < identityColours).toBe(true)
    }),
  )
})

test('the colour does not depend on case, and names spread over all colours', () => {
  expect(identityColour('Amara')).toBe(identityColour('aMARA'))
  const seen = new Set(Array.from({ length: 400 }, (_, index) => identityColour(`guest-${index}`)))
  expect(seen.size).toBe(identityColours)
})
