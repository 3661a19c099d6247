import { expect, test } from 'vitest'
import { reactionWords, isMine } from './reaction-words.ts'

function reaction(...ids: string[]): Parameters<typeof reactionWords>[0] {
  return { emoji: '👍', people: ids.map((id) => ({ personId: id, nickname: id === 'me' ? 'Amara' : id })) }
}

test.each([
  [['Bo'], 'Bo'],
  [['me'], 'you'],
  [['me', 'Bo'], 'Bo and you'],
  [['Bo', 'Lin', 'Kenji'], 'Bo, Lin and Kenji'],
  [[...'abcdefghijk'.split(''), 'me'], 'a, b, c, d, e, f, g, h, 3 more and you'],
  [['a\n\u202Eb'], 'a b'],
])('%j is %j', (ids, expected) => {
  expect(reactionWords(reaction(...ids), 'me')).toBe(expected)
})

test('one’s own is known by the person, not by the name', () => {
  expect([isMine(reaction('Bo', 'me'), 'me'), isMine(reaction('Amara'), 'me')]).toEqual([true, false])
})
