import { expect, test } from 'vitest'
import { messageMarkdown } from './message-markdown.ts'
import type { MessageEntry } from './room.ts'

const at = new Date(2026, 2, 1, 9, 5).getTime()

function message(change: Partial<MessageEntry> = {}): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo_*', kind: 'native' } as const
  return {
    kind: 'message',
    id: 'm',
    at,
    author,
    text: 'hi\n# no heading',
    own: false,
    delivery: { state: 'received' },
    ...change,
  }
}

test('author, time and text, with nothing in them that means something by itself', () => {
  expect(messageMarkdown(message(), '2026-03-01')).toBe(
    String.raw`**Bo\_\*** · 2026-03-01 09:05` + '\n\n> hi\n> # no heading',
  )
  expect(messageMarkdown(message({ editedAt: at, to: { personId: 'lin', nickname: 'Lin' } }))).toContain(
    '09:05 · only to Lin · edited',
  )
})

test('what was taken back says so', () => {
  expect(messageMarkdown(message({ isDeleted: true, text: '' }))).toMatch(/\n\n_This message was taken back\._$/)
})

test('a reaction that is no emoji passes for no heading', () => {
  const people = [{ personId: 'lin', nickname: 'Lin' }]
  const reactions = [{ emoji: '# Minutes', people }]
  expect(messageMarkdown(message({ reactions }))).toMatch(/\n\n\\# Minutes Lin$/)
})
