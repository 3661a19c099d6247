import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import type { Address } from '../common/address.ts'
import {
  bindAddresses,
  isLoopback,
  isSameNetwork,
  networkOf,
  type NetworkInterfaces,
  plainAddress,
  reachableAddresses,
} from './network-interfaces.ts'

function info(address: string): NetworkInterfaceInfo {
  const common = { address, netmask: '', mac: '', cidr: null, internal: isLoopback(address) }
  return address.includes(':') ? { ...common, family: 'IPv6', scopeid: 0 } : { ...common, family: 'IPv4' }
}

function interfaces(addresses: Record<string, string[]>): NetworkInterfaces {
  return Object.fromEntries(Object.entries(addresses).map(([name, list]) => [name, list.map(info)]))
}

function on(port: number, ...hosts: string[]): Address[] {
  return hosts.map((host) => ({ host, port }))
}

const laptop = interfaces({
  lo: ['127.0.0.1', '::1'],
  docker0: ['172.17.0.1'],
  eth0: ['203.0.113.9', '2001:db8::9', 'fe80::9'],
  wlan0: ['192.168.1.7', 'fd00::7'],
  usb0: ['169.254.10.1'],
})
const cable = interfaces({ lo: ['127.0.0.1'], eth0: ['169.254.10.1'] })
const offline = interfaces({ lo: ['127.0.0.1'] })

describe('where a room listens', () => {
  test('only this computer', () => expect(bindAddresses('this-computer', laptop)).toEqual(['127.0.0.1']))
  test('this network: loopback and private addresses', () =>
    expect(bindAddresses('this-network', laptop)).toEqual(['127.0.0.1', '172.17.0.1', '192.168.1.7', 'fd00::7']))
  test('two computers on a cable', () =>
    expect(bindAddresses('this-network', cable)).toEqual(['127.0.0.1', '169.254.10.1']))
  test('no network', () => expect(bindAddresses('this-network', offline)).toEqual(['127.0.0.1']))
  test('all addresses', () => expect(bindAddresses('all-addresses', laptop)).toEqual(['::']))
  test('all addresses without IPv6', () => expect(bindAddresses('all-addresses', offline)).toEqual(['0.0.0.0']))
})

describe('what is shown', () => {
  test('only this computer', () =>
    expect(reachableAddresses('this-computer', on(55_555, '127.0.0.1'), laptop)).toEqual(['127.0.0.1:55555']))
  test('this network: what is really on it first', () =>
    expect(reachableAddresses('this-network', on(5000, ...bindAddresses('this-network', laptop)), laptop)).toEqual([
      '192.168.1.7:5000',
      '[fd00::7]:5000',
      '172.17.0.1:5000',
    ]))
  test('this network: only where the room could listen', () => {
    const listening = on(5000, '127.0.0.1', '192.168.1.7')
    expect(reachableAddresses('this-network', listening, laptop)).toEqual(['192.168.1.7:5000'])
    expect(reachableAddresses('this-network', on(5000, '127.0.0.1'), laptop)).toEqual(['127.0.0.1:5000'])
  })
  test('all addresses: near before far, IPv4 before IPv6, no link-local ones', () =>
    expect(reachableAddresses('all-addresses', on(5000, '::'), laptop)).toEqual([
      '192.168.1.7:5000',
      '203.0.113.9:5000',
      '[fd00::7]:5000',
      '[2001:db8::9]:5000',
      '172.17.0.1:5000',
    ]))
  test('a self-assigned address only where there is no other', () =>
    expect(reachableAddresses('all-addresses', on(5000, '0.0.0.0'), cable)).toEqual(['169.254.10.1:5000']))
  test('no network', () =>
    expect(reachableAddresses('this-network', on(5000, '127.0.0.1'), offline)).toEqual(['127.0.0.1:5000']))
})

test('IPv4 in IPv6 clothing is IPv4', () => {
  expect(plainAddress('::ffff:10.0.0.5')).toBe('10.0.0.5')
  expect(plainAddress('::ffff:a00:5')).toBe('::ffff:a00:5')
  expect(plainAddress('2001:db8::1')).toBe('2001:db8::1')
})

test.each([
  ['10.0.0.5', '10.0.0.5', true],
  ['10.0.0.5', '10.0.0.6', false],
  ['2001:db8:1:2::5', '2001:db8:1:2:aaaa:bbbb:cccc:dddd', true],
  ['2001:db8:1:2::5', '2001:DB8:1:2::6', true],
  ['2001:db8:1:2::5', '2001:db8:1:3::5', false],
  ['2001:db8::5', '10.0.0.5', false],
  ['fe80::1', 'fe80::2', false],
  ['fe80::1%eth0', 'fe80::1%eth0', true],
  ['2001:db8::5', 'fe80::1%eth0', false],
])('%s and %s are of one network: %s', (one, other, expected) => {
  expect(isSameNetwork(one, other)).toBe(expected)
  expect(isSameNetwork(other, one)).toBe(expected)
})

test('an IPv6 network is one, however its addresses are written', () => {
  expect(networkOf('2001:db8:0:1::5')).toBe('2001:db8:0:1::/64')
  expect(networkOf('2001:0DB8:0000:0001:ffff::')).toBe('2001:db8:0:1::/64')
  expect(networkOf('2001:db8::5')).toBe('2001:db8:0:0::/64')
  expect(networkOf('fe80::1')).toBe('fe80::1')
  expect(networkOf('10.0.0.5')).toBe('10.0.0.5')
})
