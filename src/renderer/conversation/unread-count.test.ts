import { expect, test } from 'vitest'
import type { Entry, MessageEntry } from '../../core/common/room.ts'
import { countUnread, unreadWords } from './unread-count.ts'

function message(id: string, change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  return { kind: 'message', id, at: 0, author, text: id, own: false, delivery: { state: 'received' }, ...change }
}

test('what others have said from the divider on is counted, and what speaks to the person apart', () => {
  const joined: Entry = { kind: 'presence', id: 'p', at: 0, nickname: 'Lin', change: 'joined' }
  const entries = [message('a'), message('b'), joined, message('hi Amara'), message('c', { own: true }), message('d')]
  expect(countUnread(entries, 'b', 'Amara')).toEqual({ messages: 3, mentions: 1 })
  expect(countUnread(entries, 'gone', 'Amara')).toEqual({ messages: 0, mentions: 0 })
})

test.each([
  [1, 0, '1 new message'],
  [1200, 0, '1,200 new messages'],
  [12, 2, '12 new messages, 2 for you'],
  [1, 1, '1 new message, for you'],
])('%i and %i are %j', (messages, mentions, expected) => {
  expect(unreadWords({ messages, mentions })).toBe(expected)
})
