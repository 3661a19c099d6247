import { expect, test } from 'vitest'
import { ConversationLines } from './conversation-lines.ts'

test('what becomes of a direct message says for whom alone it is', () => {
  const lines = new ConversationLines()
  const author = { personId: 'a', nickname: 'alice', kind: 'native' } as const
  const to = { personId: 'b', nickname: 'bob' }
  const message = { kind: 'message', id: 'm', at: 1, author, text: 'secret', own: false, to } as const
  lines.linesOf({ type: 'message.added', message: { ...message, delivery: { state: 'received' } } })
  expect(lines.linesOf({ type: 'message.edited', id: 'm', text: 'other', at: 2, revision: 2 })).toEqual([
    '* alice (only to you) edited: other',
  ])
  expect(lines.linesOf({ type: 'message.deleted', id: 'm', revision: 3 })).toEqual([
    '* alice (only to you) took back a message.',
  ])
})
