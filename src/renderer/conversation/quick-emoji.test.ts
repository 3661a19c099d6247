import { expect, test } from 'vitest'
import { isEmoji } from '../../core/common/reactions.ts'
import { offeredEmoji, quickEmoji } from './quick-emoji.ts'

test('what is offered is an emoji that every room takes, once', () => {
  expect(quickEmoji.filter((emoji) => !isEmoji(emoji))).toEqual([])
  expect(new Set(quickEmoji).size).toBe(12)
})

test('those used last are offered first, without the usual ones, and only as many as fit into a row', () => {
  const recent = ['🎸', '☕', '👍', '🥳', '🏳️‍🌈', '👩‍💻', '🍕', '🚀']
  expect(offeredEmoji(recent)).toEqual(['🎸', '☕', '🥳', '🏳️‍🌈', '👩‍💻', '🍕', ...quickEmoji])
  expect(offeredEmoji([])).toEqual(quickEmoji)
})
