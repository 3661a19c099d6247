import { expect, test } from 'vitest'
import type { Happening } from '../../core/common/room.ts'
import { happeningPhrase } from './happening-phrase.ts'

const about = { nickname: 'Bo', reason: '' }

test.each<[Happening, string]>([
  [{ type: 'renamed', before: 'Bo', nickname: 'Bob' }, 'Bo is now Bob'],
  [{ type: 'topic-set', nickname: 'Bo', topic: 'Lunch' }, 'Bo set the topic: Lunch'],
  [{ type: 'topic-set', nickname: 'Bo', topic: '' }, 'Bo took the topic away'],
  [{ type: 'kicked', ...about }, 'The host removed Bo from the room'],
  [{ type: 'kicked', ...about, reason: 'Enough' }, 'The host removed Bo from the room: Enough'],
  [{ type: 'banned', ...about, reason: 'Advertising' }, 'The host banned Bo from the room: Advertising'],
  [{ type: 'muted', ...about }, 'The host muted Bo'],
  [{ type: 'unmuted', ...about }, 'The host lets Bo write again'],
  [{ type: 'slowed', seconds: 10 }, 'Slow mode: one message in 10 s'],
  [{ type: 'slowed', seconds: 120 }, 'Slow mode: one message in 2 min'],
  [{ type: 'slowed', seconds: 0 }, 'Slow mode is over'],
])('%j is %j', (happening, expected) => {
  const pieces = happeningPhrase(happening)
  expect(pieces.map(({ text }) => text).join('')).toBe(expected)
})

test('what others chose is marked, so that it is shown with care', () => {
  const pieces = happeningPhrase({ type: 'kicked', nickname: 'Bo', reason: 'x' })
  expect(pieces.filter(({ kind }) => kind === 'name').map(({ text }) => text)).toEqual(['Bo', 'x'])
})
