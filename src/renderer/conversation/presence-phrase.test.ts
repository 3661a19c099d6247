import { expect, test } from 'vitest'
import type { PresenceEntry } from '../../core/common/room.ts'
import { presencePhrase } from './presence-phrase.ts'

function phrase(...changes: string[]): string {
  const entries = changes.map((change, index): PresenceEntry => {
    const nickname = change.slice(1)
    return { kind: 'presence', id: String(index), at: 0, nickname, change: change.startsWith('+') ? 'joined' : 'left' }
  })
  return presencePhrase(entries)
    .map(({ text }) => text)
    .join('')
}

test.each([
  [['+Kenji'], 'Kenji joined'],
  [['+Kenji', '+Bo'], 'Kenji and Bo joined'],
  [['+Kenji', '+Bo', '+Lin'], 'Kenji and 2 others joined'],
  [['+Kenji', '-Bo'], 'Kenji joined, Bo left'],
  [['+Kenji', '-Kenji'], 'Kenji joined and left'],
  [['-Kenji', '+Kenji', '-Bo'], 'Kenji left and came back, Bo left'],
  [['+Kenji', '-Kenji', '+Kenji'], 'Kenji joined'],
])('%j is %j', (changes, expected) => {
  expect(phrase(...changes)).toBe(expected)
})

test('what others chose is marked as a name', () => {
  const entry: PresenceEntry = { kind: 'presence', id: '1', at: 0, nickname: 'x left', change: 'joined' }
  expect(presencePhrase([entry])).toEqual([
    { kind: 'name', text: 'x left' },
    { kind: 'words', text: ' joined' },
  ])
})
