import { assert, constantFrom, integer, ipV4, ipV6, oneof, property, record, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAddress, parseAddress, parsePort } from './address.ts'

describe('an address', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1', 55_555],
    ['127.0.0.1:4000', '127.0.0.1', 4000],
    ['  localhost : 4000 '.replaceAll(' : ', ':'), 'localhost', 4000],
    ['my-laptop.local', 'my-laptop.local', 55_555],
    ['my-laptop.local.:1', 'my-laptop.local.', 1],
    ['lab_7', 'lab_7', 55_555],
    ['münchen.example', 'münchen.example', 55_555],
    ['::1', '::1', 55_555],
    ['[::1]', '::1', 55_555],
    ['[::1]:65535', '::1', 65_535],
    ['2001:db8::7', '2001:db8::7', 55_555],
    ['::ffff:10.0.0.5', '::ffff:10.0.0.5', 55_555],
    ['fe80::1%eth0', 'fe80::1%eth0', 55_555],
    ['[fe80::1%eth0]:4000', 'fe80::1%eth0', 4000],
    ['snug://[fe80::1%25eth0]:4000/', 'fe80::1%eth0', 4000],
    ['snug://127.0.0.1:4000', '127.0.0.1', 4000],
    ['SNUG://localhost/', 'localhost', 55_555],
    [' snug://127.0.0.1:4000/?name=The%20lab ', '127.0.0.1', 4000],
    ['snug://[::1]?name=a?b c', '::1', 55_555],
    ['10.0.0.5:4000/', '10.0.0.5', 4000],
  ])('%j is %s and port %d', (typed, host, port) => {
    expect(parseAddress(typed)).toEqual({ ok: true, value: { host, port } })
  })

  test.each([
    ['', 'Type the address of the room. Write it like 192.168.1.7:55555.'],
    ['snug://', 'Type the address of the room. Write it like 192.168.1.7:55555.'],
    ['http://example.org', 'A room is not at a “http://” address. Write it like 192.168.1.7:55555.'],
    ['10.0.0.5 55555', 'An address has no spaces. Write it like 192.168.1.7:55555.'],
    ['55555', '“55555” is a port without a host. Write it like 192.168.1.7:55555.'],
    [':4000', '“:4000” is a port without a host. Write it like 192.168.1.7:55555.'],
    [':x', 'The host is missing. Write it like 192.168.1.7:55555.'],
    ['localhost:', 'The port is missing. Use a number from 1 to 65535, such as 55555.'],
    ['localhost:http', '“http” is not a port. Use a number from 1 to 65535, such as 55555.'],
    ['localhost:0', '“0” is not a port. Use a number from 1 to 65535, such as 55555.'],
    ['localhost:65536', '“65536” is not a port. Use a number from 1 to 65535, such as 55555.'],
    ['[::1]:', 'The port is missing. Use a number from 1 to 65535, such as 55555.'],
    ['300.1.1.1', '“300.1.1.1” is not an IP address: that is four numbers up to 255. Write it like 192.168.1.7:55555.'],
    ['10.0.5', '“10.0.5” is not an IP address: that is four numbers up to 255. Write it like 192.168.1.7:55555.'],
    ['[::1', '“[::1” is not an IPv6 address. Write it like [fe80::1]:55555.'],
    ['[::1]x', '“[::1]x” is not an IPv6 address. Write it like [fe80::1]:55555.'],
    ['1:2:3', '“1:2:3” is not an IPv6 address. Write it like [fe80::1]:55555.'],
    ['[localhost]', '“[localhost]” is not an IPv6 address. Write it like [fe80::1]:55555.'],
    ['a..b', '“a..b” is not a host name. Write it like 192.168.1.7:55555.'],
    ['-a', '“-a” is not a host name. Write it like 192.168.1.7:55555.'],
    ['user@host:1', '“user@host” is not a host name. Write it like 192.168.1.7:55555.'],
    ['host/room', '“host/room” is not a host name. Write it like 192.168.1.7:55555.'],
    ['a\u001b\u009bb!', '“ab!” is not a host name. Write it like 192.168.1.7:55555.'],
  ])('%j is refused', (typed, error) => {
    expect(parseAddress(typed)).toEqual({ ok: false, error })
  })

  test('reads back as it is shown', () => {
    const host = oneof(ipV4(), ipV6(), constantFrom('localhost', 'my-laptop.local', 'fe80::1%eth0'))
    assert(
      property(record({ host, port: integer({ min: 1, max: 65_535 }) }), (address) => {
        expect(parseAddress(formatAddress(address))).toEqual({ ok: true, value: address })
        expect(parseAddress(`snug://${formatAddress(address)}/`)).toEqual({ ok: true, value: address })
      }),
    )
  })

  test('is never more than a short sentence when it is wrong', () => {
    assert(
      property(string({ unit: 'binary', maxLength: 1000 }), (typed) => {
        const parsed = parseAddress(typed)
        if (parsed.ok) return
        expect(parsed.error.length).toBeLessThan(200)
        expect(parsed.error).not.toMatch(/\p{Cc}/u)
      }),
    )
  })
})

test('port 0 is any free port, for those who ask', () => {
  expect(parsePort('0', { allowZero: true })).toEqual({ ok: true, value: 0 })
  expect(parsePort('0').ok).toBe(false)
  expect(parsePort(' 4000 ')).toEqual({ ok: true, value: 4000 })
  expect(parsePort('4e3').ok).toBe(false)
  expect(parsePort('-1', { allowZero: true })).toEqual({
    ok: false,
    error: '“-1” is not a port. Use a number from 0 to 65535, such as 55555.',
  })
})
