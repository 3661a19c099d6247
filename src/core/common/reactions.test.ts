import { expect, test } from 'vitest'
import type { NamedPerson, PendingReaction } from './room.ts'
import { countReactions, isEmoji, mostTaken, reactionsAfter, reactionsSoon } from './reactions.ts'

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

test('a message takes a hundred reactions of all people and emoji together, whatever its host says', () => {
  const people = Array.from({ length: 60 }, (_, index) => ({ personId: `p${index}`, nickname: 'bo' }))
  const [bo, ...others] = people as [NamedPerson, ...NamedPerson[]]
  const full = [
    { emoji: '👍', people },
    { emoji: '🎉', people: people.slice(20) },
  ]
  expect(reactionsAfter(full, '🎉', bo, true)).toEqual(full)
  expect(reactionsAfter(full, '🎈', bo, true)).toEqual(full)
  const fewer = reactionsAfter(full, '👍', bo, false)
  expect(fewer).toEqual([{ emoji: '👍', people: others }, full[1]])
  expect(countReactions(reactionsAfter(fewer, '🎈', bo, true))).toBe(100)
  expect(mostTaken([...full, { emoji: '🎈', people }])).toEqual(full)
  expect(mostTaken([{ emoji: '🎈', people }, ...full])).toEqual([
    { emoji: '🎈', people },
    { emoji: '👍', people: people.slice(0, 40) },
  ])
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
