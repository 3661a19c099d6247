import { expect, test } from 'vitest'
import type { NamedPerson, PendingReaction } from './room.ts'
import { countReactions, isEmoji, reactionsSoon } from './reactions.ts'

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

test('what waits is there already for whoever has asked for it', () => {
  const [me, bo] = ['me', 'bo'].map((personId) => ({ personId, nickname: personId })) as [NamedPerson, NamedPerson]
  const reactions = [{ emoji: '👍', people: [bo, me] }]
  const soon = (...pendingReactions: PendingReaction[]) => reactionsSoon({ reactions, pendingReactions }, me)
  expect(soon()).toEqual(reactions)
  expect(soon({ emoji: '👍', on: false }, { emoji: '🎉', on: true })).toEqual([
    { emoji: '👍', people: [bo] },
    { emoji: '🎉', people: [me] },
  ])
  expect(soon({ emoji: '🎉', on: true }, { emoji: '🎉', on: false })).toEqual(reactions)
  expect(reactionsSoon({}, me)).toEqual([])
})
