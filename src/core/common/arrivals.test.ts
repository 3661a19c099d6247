import { describe, expect, test } from 'vitest'
import { foreignProtocolOf, judgeArrival, wasStopped, type Arrival } from './arrivals.ts'
import english from './languages/en.json' with { type: 'json' }

type Stage = Pick<Arrival, 'step' | 'end' | 'isNative'>

const stage = (step: Arrival['step'], end: Arrival['end'], isNative = false): Stage => ({ step, end, isNative })

describe('what became of an attempt', () => {
  test.each([
    [stage('greeted', null), 'asked', 'wait'],
    [stage('named', null), 'coming-in', null],
    [stage('native', null, true), 'coming-in', null],
    [stage('in-room', null), 'here', null],
    [stage('in-room', null, true), 'here-native', null],
    [stage('in-room', 'went'), 'left', null],
    [stage('named', 'went'), 'went-named', 'try-again'],
    [stage('greeted', 'went'), 'went-unnamed', 'check-or-scan'],
    [stage('greeted', 'silent'), 'no-name', 'their-program'],
    [stage('native', 'silent', true), 'no-hello', 'update'],
    [stage('in-room', 'silent', true), 'lost', 'their-network'],
    [stage('connected', 'banned'), 'banned', 'lift-ban'],
    [stage('connected', 'crowded'), 'crowded', 'close-others'],
    [stage('greeted', 'http'), 'http', 'chat-program'],
    [stage('native', 'name-taken', true), 'name-taken', 'other-name'],
    [stage('in-room', 'sent-out'), 'sent-out', null],
  ] as const)('%j is %s', (arrival, found, fix) => {
    expect(judgeArrival(arrival, false)).toEqual({ found, fix })
  })

  test.each([
    [stage('named', 'went'), 'went-named', 'use-snug'],
    [stage('native', 'went', true), 'went-named', 'try-again'],
    [stage('greeted', 'went'), 'went-unnamed', 'check-or-scan'],
  ] as const)('where only Snug is let in, %j is %s', (arrival, found, fix) => {
    expect(judgeArrival(arrival, true)).toEqual({ found, fix })
  })

  test.each([
    [stage('greeted', null), false],
    [stage('in-room', 'went'), false],
    [stage('named', 'went'), true],
    [stage('connected', 'banned'), true],
  ] as const)('%j: stopped on the way, %j', (arrival, stopped) => {
    expect(wasStopped(arrival)).toBe(stopped)
  })
})

test('whoever was stopped on the way is told of with something to do', () => {
  const findings = Object.keys(english.arrivals.found).map((key) => key.replace(/_(one|other)$/, ''))
  const harmless = new Set(['here', 'here-native', 'coming-in', 'left', 'sent-out', 'replaced'])
  const ends = [...findings.filter((found) => !harmless.has(found)), 'went', 'silent'] as Arrival['end'][]
  for (const end of ends) {
    expect(judgeArrival(stage('greeted', end), false).fix, String(end)).not.toBeNull()
    expect(judgeArrival(stage('native', end, true), false).fix, String(end)).not.toBeNull()
  }
})

describe('the first bytes of a client', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
  test.each([
    ['GET / HTTP/1.1\r\nHost: x\r\n\r\n', 'http'],
    ['POST /a?b=c d HTTP/1.0\r\n', 'http'],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'http'],
    [`GET /${'x'.repeat(5000)} HTTP/1.1\r\n`, 'http'],
    ['\u0016\u0003\u0001\u0002\u0000\u0001', 'tls'],
    ['SSH-2.0-OpenSSH_9.6\r\n', 'ssh'],
    ['alice', null],
    ['GET', null],
    ['Get / HTTP/1.1', null],
    ['GETALIFE HTTP', null],
    ['SSH-fan', null],
    ['alice\nGET / HTTP/1.1', null],
    ['', null],
  ])('%j: %s', (text, expected) => {
    expect(foreignProtocolOf(bytes(text))).toBe(expected)
  })
})
