import { beforeAll, describe, expect, test } from 'vitest'
import { isEmoji } from '../../core/common/reactions.ts'
import { inReadingOrder } from '../view/arrow-key.ts'
import { inTone, loadEmoji, type Emoji } from './emoji-catalogue.ts'
import { completeCode, searchEmoji } from './emoji-search.ts'
import { gridStep } from './grid-step.ts'
import { recentEmoji, rememberEmoji, rememberSkinTone, skinTone } from './recent-emoji.ts'

let english: readonly Emoji[] = []
let german: readonly Emoji[] = []

beforeAll(async () => {
  english = await loadEmoji('en')
  german = await loadEmoji('de')
})

test('every emoji is one that rooms take as a reaction, in each tone', () => {
  const all = english.flatMap(({ unicode, tones }) => [unicode, ...tones])
  expect(all.length).toBeGreaterThan(3000)
  expect(all.filter((emoji) => !isEmoji(emoji))).toEqual([])
})

test('a tone that an emoji does not have leaves it as it is', () => {
  const find = (code: string): Emoji | undefined => english.find(({ codes }) => codes.includes(code))
  const [wave, pizza] = [find('wave'), find('pizza')]
  expect(wave && [0, 1, 5].map((tone) => inTone(wave, tone))).toEqual(['👋', '👋🏻', '👋🏿'])
  expect(pizza && inTone(pizza, 3)).toBe('🍕')
})

describe('looking for an emoji', () => {
  const first = (emoji: readonly Emoji[], words: string): string | undefined => searchEmoji(emoji, words)[0]?.unicode

  test.each([
    ['smile', '😄'],
    ['PIZZA', '🍕'],
    ['thumbs down', '👎'],
    ['red heart', '❤️'],
    ['flag germany', '🇩🇪'],
  ])('%s', (words, unicode) => {
    expect(first(english, words)).toBe(unicode)
  })

  test('in another language, by its names and by the short names', () => {
    expect(first(german, 'daumen runter')).toBe('👎')
    expect(first(german, 'loffel')).toBe('🥄')
    expect(first(german, 'tada')).toBe('🎉')
  })

  test('nothing finds nothing', () => {
    expect(searchEmoji(english, '  ')).toEqual([])
    expect(searchEmoji(english, 'qqqq')).toEqual([])
  })

  test('a short name is completed by the shortest', () => {
    expect(completeCode(english, 'smi', 3).map(({ code }) => code)).toEqual(
      ['smile', 'smiley', 'smirk'].toSorted((a, b) => a.length - b.length),
    )
    expect(completeCode(english, 'qqq', 3)).toEqual([])
  })
})

describe('the arrow keys', () => {
  // 0 1 2 / 3, then 4 5 / then 6 7 8 / 9 10
  const sizes = [4, 2, 5]

  test.each([
    [1, 'ArrowDown', 3],
    [3, 'ArrowDown', 4],
    [5, 'ArrowDown', 7],
    [8, 'ArrowDown', 10],
    [10, 'ArrowDown', null],
    [8, 'ArrowUp', 5],
    [4, 'ArrowUp', 3],
    [2, 'ArrowUp', 'above'],
    [3, 'ArrowRight', 4],
    [10, 'ArrowRight', null],
    [0, 'ArrowLeft', null],
    [7, 'Home', 0],
    [7, 'End', 10],
    [7, 'a', null],
  ])('from %i by %s', (index, key, next) => {
    expect(gridStep(sizes, 3, index, key)).toBe(next)
  })
})

test.each([
  ['ArrowLeft', 'ltr', 'ArrowLeft'],
  ['ArrowLeft', 'rtl', 'ArrowRight'],
  ['ArrowRight', 'rtl', 'ArrowLeft'],
  ['ArrowUp', 'rtl', 'ArrowUp'],
  ['Home', 'rtl', 'Home'],
])('%s goes where the text goes that is read %s', (key, direction, expected) => {
  expect(inReadingOrder(key, direction)).toBe(expected)
})

describe('what was used before', () => {
  const createStorage = (): Pick<Storage, 'getItem' | 'setItem'> => {
    const items = new Map<string, string>()
    return { getItem: (key) => items.get(key) ?? null, setItem: (key, value) => void items.set(key, value) }
  }

  test('is kept, newest first and once, as far as it fits', () => {
    const storage = createStorage()
    expect(recentEmoji(storage)).toEqual([])
    for (const emoji of ['🍕', '🚀', '🍕']) rememberEmoji(storage, emoji)
    expect(recentEmoji(storage)).toEqual(['🍕', '🚀'])
    for (const { unicode } of english.slice(0, 40)) rememberEmoji(storage, unicode)
    expect(recentEmoji(storage)).toHaveLength(18)
  })

  test('is a tone of skin, or none', () => {
    const storage = createStorage()
    expect(skinTone(storage)).toBe(0)
    rememberSkinTone(storage, 4)
    expect(skinTone(storage)).toBe(4)
    storage.setItem('skin tone', '99')
    expect(skinTone(storage)).toBe(0)
  })

  test('does not matter when the storage is full', () => {
    const full = {
      getItem: () => null,
      setItem() {
        throw new DOMException('full', 'QuotaExceededError')
      },
    }
    expect(() => rememberEmoji(full, '🍕')).not.toThrow()
  })
})
