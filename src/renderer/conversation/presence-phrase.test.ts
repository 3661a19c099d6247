import { expect, test } from 'vitest'
import type { PresenceEntry } from '../../core/common/room.ts'
import { presencePhrase } from './presence-phrase.ts'

function phrase(...changes: string[]): string {
  const entries = changes.map((change, index): PresenceEntry => {
    const nickname = change.slice(1)
    return { kind: 'presence', id: String(index), at: 0, nickname, change: change.startsWith('+') ? 'joined' : 'left' }
  })
  return presencePhrase(entries).replaceAll(/[\u2068\u2069]/gu, '')
}

test.each([
  [['+Kenji'], 'Kenji joined'],
  [['+Kenji', '+Bo'], 'Kenji and Bo joined'],
  [['+Kenji', '+Bo', '+Lin'], 'Kenji and 2 others joined'],
  [['+Kenji', '-Bo'], 'Kenji joined, Bo left'],
  [['+Kenji', '-Kenji'], 'Kenji came and went'],
  [['-Kenji', '+Kenji', '-Bo'], 'Kenji left and came back, Bo left'],
  [['+Kenji', '-Kenji', '+Kenji'], 'Kenji joined'],
])('%j is %j', (changes, expected) => {
  expect(phrase(...changes)).toBe(expected)
})

test('a nickname cannot turn the line around', () => {
  const entry: PresenceEntry = { kind: 'presence', id: '1', at: 0, nickname: '\u202Eevil', change: 'joined' }
  expect(presencePhrase([entry])).toBe('\u2068\u202Eevil\u2069 joined')
})
