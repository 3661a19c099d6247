import { expect, test } from 'vitest'
import { bannedPhrase, crowdedPhrase } from './classic/phrases.ts'
import { diagnose, judgeConnectError, judgeGreeting, waitingSteps, type FoundCode } from './doctor.ts'

test.each([
  ['NICK', 'asked-for-name'],
  ['HTTP/1.1 400 Bad Request\r\n\r\n', 'http'],
  ['SSH-2.0-OpenSSH_9.6\r\n', 'ssh'],
  ['\u0015\u0003\u0001\u0000\u0002\u0002\u0046', 'tls'],
  [bannedPhrase, 'banned'],
  [crowdedPhrase(16, '10.0.0.5'), 'crowded'],
  ['220 mail ready', 'other-words'],
])('a greeting of %j is %s', (text, code) => {
  expect(judgeGreeting(Buffer.from(text, 'latin1')).code).toBe(code)
})

test('what a stranger says is shown short and harmless', () => {
  const { values } = judgeGreeting(Buffer.from(`SSH-\u001b[2J${'x'.repeat(500)}`))
  expect(values['quote']).toMatch(/^SSH-\[2Jx+$/)
  expect(values['quote']?.length).toBe(60)
})

function fixOf(code: FoundCode, host: string): string {
  const steps = [{ name: 'connect', state: 'failed', ms: 1, found: { code, values: {} } }] as const
  const report = diagnose(steps, host)
  expect(report.failed).toBe('connect')
  return report.fix
}

test.each([
  ['ECONNREFUSED', '192.168.1.7', 'open-room'],
  ['ECONNREFUSED', '127.0.0.1', 'open-room-here'],
  ['ECONNREFUSED', 'localhost', 'open-room-here'],
  ['ETIMEDOUT', '192.168.1.7', 'firewall'],
  ['ETIMEDOUT', '169.254.3.4', 'self-assigned'],
  ['EHOSTUNREACH', '10.0.0.5', 'same-network'],
  ['EHOSTUNREACH', 'fe80::1', 'self-assigned'],
  ['ENETUNREACH', '10.0.0.5', 'own-network'],
  ['EACCES', '10.0.0.5', 'own-firewall'],
])('%s at %s: %s', (error, host, fix) => {
  expect(fixOf(judgeConnectError(error), host)).toBe(fix)
})

test('a free way is to be taken', () => {
  expect(diagnose(waitingSteps(), 'x')).toMatchObject({ failed: null, fix: 'join' })
})
