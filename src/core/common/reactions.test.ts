import { expect, test } from 'vitest'
import { countReactions, isEmoji } from './reactions.ts'

test.each(['👍', '❤️', '👩🏽‍🚀', '🇳🇴', '3️⃣'])('%s is one emoji', (text) => {
  expect(isEmoji(text)).toBe(true)
})

test.each(['', 'a', '👍👍', '3', ':+1:', '👍 ', '\u202E'])('%j is no emoji', (text) => {
  expect(isEmoji(text)).toBe(false)
})

test('reactions are counted over all emoji', () => {
  const people = ['a', 'b'].map((personId) => ({ personId, nickname: personId }))
  expect(
    countReactions([
      { emoji: '👍', people },
      { emoji: '🎉', people: people.slice(1) },
    ]),
  ).toBe(3)
})
