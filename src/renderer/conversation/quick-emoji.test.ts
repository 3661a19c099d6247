import { expect, test } from 'vitest'
import { isEmoji } from '../../core/common/reactions.ts'
import { quickEmoji, recentEmoji, rememberEmoji } from './quick-emoji.ts'

function createStorage(): Pick<Storage, 'getItem' | 'setItem'> {
  const items = new Map<string, string>()
  return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
}

test('what is offered is an emoji that every room takes, once', () => {
  expect(quickEmoji.filter((emoji) => !isEmoji(emoji))).toEqual([])
  expect(new Set(quickEmoji).size).toBe(12)
})

test('those used last are offered first, and only as many as fit into a row', () => {
  const storage = createStorage()
  expect(recentEmoji(storage)).toEqual([])
  for (const emoji of ['🍕', '👍', '🚀', '🍕', '👩‍💻', '🏳️‍🌈', '🥳', '☕', '🎸']) rememberEmoji(storage, emoji)
  expect(recentEmoji(storage)).toEqual(['🎸', '☕', '🥳', '🏳️‍🌈', '👩‍💻', '🍕'])
})

test('a full storage does not get into the way of a reaction', () => {
  const full = {
    getItem: () => null,
    setItem() {
      throw new DOMException('full', 'QuotaExceededError')
    },
  }
  expect(() => rememberEmoji(full, '🍕')).not.toThrow()
})
