import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAddress } from '../core/common/address.ts'
import { addressOfLink, linkIn } from './deep-link.ts'

test('the first link among the arguments counts', () => {
  expect(linkIn(['--flag', 'SNUG://a:1', 'snug://b:2'])).toBe('SNUG://a:1')
  expect(linkIn(['--flag', 'https://a/'])).toBeNull()
})

test.each([
  ['snug://10.0.0.5:4242', '10.0.0.5:4242'],
  ['snug://10.0.0.5:4242/', '10.0.0.5:4242'],
  ['snug://10.0.0.5:4242/?name=Lunch%20club', '10.0.0.5:4242'],
  ['snug://[::1]?name=a?b/c', '[::1]:55555'],
  ['snug://127.0.0.1:notaport', 'snug://127.0.0.1:notaport'],
])('%s is the address %s', (link, address) => expect(addressOfLink(link)).toBe(address))

test('any name behind an address leaves it as it is, as long as the link is not too long', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('10.0.0.5', '[::1]', 'lunch.example'),
      fc.integer({ min: 1, max: 65_535 }),
      fc.string({ unit: 'grapheme', maxLength: 400 }),
      (host, port, name) => {
        expect(addressOfLink(`snug://${host}:${port}/?name=${name}`)).toBe(`${host}:${port}`)
      },
    ),
  )
})

test('whatever a link carries, what comes of it is short', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 3000 }), (rest) => {
      expect(addressOfLink(`snug://${rest}`).length).toBeLessThanOrEqual(270)
    }),
  )
})

test('what is left of a link that is too long is no address', () => {
  const link = `snug://${'a.'.repeat(600)}example:1`
  expect(parseAddress(addressOfLink(link)).ok).toBe(false)
})
