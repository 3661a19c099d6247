import { expect, test } from 'vitest'
import { ConnectionCounter } from './connection-counter.ts'

function counterAt(): { readonly counter: ConnectionCounter; readonly wait: (seconds: number) => void } {
  let now = 0
  const counter = new ConnectionCounter({ arrivalBurst: 3, arrivalsPerSecond: 0.5 }, () => now)
  return { counter, wait: (seconds) => void (now += seconds * 1000) }
}

test('an IPv6 network of 64 bits counts as one address, the next as another', () => {
  const { counter } = counterAt()
  counter.add('2001:db8:0:1::1')
  counter.add('2001:DB8::1:ffff:ffff:ffff:ffff')
  counter.add('2001:db8:0:2::1')
  expect(['2001:db8:0:1:abcd::', '2001:db8:0:2::9', '2001:db8::1'].map((host) => counter.count(host))).toEqual([
    2, 1, 0,
  ])
  counter.remove('2001:db8:0:1::2')
  expect(counter.count('2001:db8:0:1::1')).toBe(1)
})

test('who comes from ever new addresses of one network is hurried all the same', () => {
  const { counter, wait } = counterAt()
  for (const end of [1, 2, 3]) {
    expect(counter.isHurried(`2001:db8::${end}`)).toBe(false)
    counter.add(`2001:db8::${end}`)
    counter.remove(`2001:db8::${end}`)
  }
  expect(counter.isHurried('2001:db8::4')).toBe(true)
  expect(counter.isHurried('2001:db8:0:1::4')).toBe(false)
  wait(2)
  expect(counter.isHurried('2001:db8::4')).toBe(false)
})

test('IPv4 addresses count for themselves', () => {
  const { counter } = counterAt()
  for (const host of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) counter.add(host)
  expect([counter.count('192.0.2.1'), counter.count('192.0.2.2')]).toEqual([2, 1])
})

test('who is still here is counted however long ago they came', () => {
  const { counter, wait } = counterAt()
  counter.add('192.0.2.1')
  wait(3600)
  for (const end of [2, 3, 4]) counter.add(`192.0.2.${end}`)
  expect(counter.count('192.0.2.1')).toBe(1)
})
