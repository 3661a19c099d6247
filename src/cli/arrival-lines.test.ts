import { expect, test } from 'vitest'
import type { Arrival } from '../core/common/arrivals.ts'
import { defaultLimits } from '../core/common/limits.ts'
import { ArrivalLines } from './arrival-lines.ts'

const address = '192.168.1.5:55555'
const silent: Arrival = {
  id: 1,
  host: '192.168.1.7',
  step: 'greeted',
  isNative: false,
  end: 'silent',
  nickname: '',
  count: 1,
  at: 0,
}

test('who was stopped on the way is told of once, with what to do', () => {
  const lines = new ArrivalLines(defaultLimits)
  const [line, ...others] = lines.linesOf([silent], address, false)
  expect(line).toMatch(/^192\.168\.1\.7: Reached you and gave no name for 20 seconds\. Their program may wait/)
  expect(others).toEqual([])
  const browser: Arrival = { ...silent, id: 2, end: 'http' }
  expect(lines.linesOf([browser, { ...silent, count: 2 }], address, false)).toEqual([
    `192.168.1.7: Asked for a web page: a browser or some other web program. The address is not for a browser. Ask them to join with Snug or another chat program: ${address}`,
  ])
  expect(lines.linesOf([browser, silent], address, false)).toEqual([])
})

test('a classic client that did not wait where only Snug is let in is not asked to try again', () => {
  const [line] = new ArrivalLines(defaultLimits).linesOf(
    [{ ...silent, step: 'named', end: 'went', nickname: 'bob' }],
    address,
    true,
  )
  expect(line).toMatch(/^192\.168\.1\.7: Gave the name bob and went before they were in\. Ask them to join with Snug/)
})

test('nothing is said about who is in, or may still come in', () => {
  const fine: Arrival[] = [
    { ...silent, end: null },
    { ...silent, id: 2, step: 'in-room', nickname: 'alice', end: null },
    { ...silent, id: 3, step: 'in-room', nickname: 'alice', end: 'went' },
  ]
  expect(new ArrivalLines(defaultLimits).linesOf(fine, address, false)).toEqual([])
})

test('what to check when nobody comes names the addresses', () => {
  expect(new ArrivalLines(defaultLimits).nobody([address, '[fe80::1]:55555'], false)).toContain(
    `Give out ${address}, [fe80::1]:55555;`,
  )
})

test('nobody is asked to give out what is for this computer only', () => {
  const line = new ArrivalLines(defaultLimits).nobody(['127.0.0.1:55555'], true)
  expect(line).toContain('on this computer only, at 127.0.0.1:55555.')
  expect(line).toContain('--bind 0.0.0.0')
  expect(line).not.toContain('Give out')
})
