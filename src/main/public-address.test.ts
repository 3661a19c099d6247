import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.ts'

test.each(['1.1.1.1', '93.184.215.14', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::200e'])(
  '%s is on the internet',
  (address) => {
    expect(isPublicAddress(address, {})).toBe(true)
  },
)

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0.0.0.0', 'this computer'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'behind the translator of a provider'],
  ['169.254.169.254', 'link-local'],
  ['198.18.0.1', 'for benchmarks'],
  ['203.0.113.9', 'for documents'],
  ['224.0.0.1', 'multicast'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'this computer'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'mapped'],
  ['::ffff:192.168.1.1', 'mapped'],
  ['::ffff:1.1.1.1', 'mapped'],
  ['64:ff9b::7f00:1', 'translated'],
  ['64:ff9b:1::1', 'translated here'],
  ['fc00::1', 'unique local'],
  ['fd12:3456::1', 'unique local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['fec0::1', 'site-local'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'for documents'],
  ['2001::1', 'Teredo'],
  ['2002:7f00:1::1', '6to4'],
  ['router', 'no address'],
  ['', 'no address'],
])('%s is not: %s', (address) => {
  expect(isPublicAddress(address, {})).toBe(false)
})

test('a public address of this computer, or of its network, is refused too', () => {
  const common = { netmask: '', mac: '', internal: false }
  const interfaces = {
    eth0: [
      { ...common, family: 'IPv4' as const, address: '93.184.215.14', cidr: '93.184.215.14/24' },
      { ...common, family: 'IPv6' as const, address: '2a00:1450:1:2::9', cidr: '2a00:1450:1:2::9/64', scopeid: 0 },
      // As DHCP gives them: the router is in the same network all the same.
      { ...common, family: 'IPv6' as const, address: '2a00:1450:9::7', cidr: '2a00:1450:9::7/128', scopeid: 0 },
      { ...common, family: 'IPv6' as const, address: 'fe80::9', cidr: null, scopeid: 2 },
    ],
  }
  for (const own of ['93.184.215.14', '93.184.215.1', '2a00:1450:1:2::9', '2a00:1450:1:2::1', '2a00:1450:9::1']) {
    expect(isPublicAddress(own, interfaces), own).toBe(false)
  }
  expect(isPublicAddress('93.184.216.14', interfaces)).toBe(true)
  expect(isPublicAddress('2a00:1450:1:3::1', interfaces)).toBe(true)
})
