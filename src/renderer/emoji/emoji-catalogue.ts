/** All emoji with their names, from the app's own files. Loaded with the first need for them. */
import type { CompactEmoji, ShortcodesDataset } from 'emojibase'
import { isEmoji } from '../../core/common/reactions.ts'

export interface Emoji {
  readonly unicode: string
  readonly label: string
  /** As in {@link emojiGroups}. */
  readonly group: EmojiGroup
  /** Short names, as they are typed between colons. */
  readonly codes: readonly string[]
  readonly tags: readonly string[]
  /** The same in the five tones of skin, the lightest first; empty if it has no skin. */
  readonly tones: readonly string[]
}

/** In the order in which they are shown; the keys are Unicode's numbers. */
const emojiGroups = {
  0: 'smileys',
  1: 'people',
  3: 'animals',
  4: 'food',
  5: 'travel',
  6: 'activities',
  7: 'objects',
  8: 'symbols',
  9: 'flags',
} as const

export type EmojiGroup = (typeof emojiGroups)[keyof typeof emojiGroups]

/** Unicode's modifiers, the lightest first. */
const skinTones = ['🏻', '🏼', '🏽', '🏾', '🏿']
const anySkinTone = /\p{Emoji_Modifier}/gu

const loaders: Readonly<Record<string, () => Promise<{ default: CompactEmoji[] }>>> = {
  en: () => import('emojibase-data/en/compact.json'),
  de: () => import('emojibase-data/de/compact.json'),
}

const loaded = new Map<string, Promise<readonly Emoji[]>>()

/** The catalogue with its names in a language, or in English. */
export function loadEmoji(language: string): Promise<readonly Emoji[]> {
  const known = loaded.get(language)
  if (known) return known
  const loading = load(language)
  loaded.set(language, loading)
  return loading
}

async function load(language: string): Promise<readonly Emoji[]> {
  const [data, codes] = await Promise.all([
    (loaders[language] ?? loaders['en'])?.(),
    import('emojibase-data/en/shortcodes/github.json'),
  ])
  return catalogueOf(data?.default ?? [], codes.default)
}

/** What every room takes as an emoji, in Unicode's order. */
function catalogueOf(data: readonly CompactEmoji[], codes: ShortcodesDataset): readonly Emoji[] {
  return data
    .toSorted((one, other) => (one.order ?? 0) - (other.order ?? 0))
    .flatMap(({ unicode: written, label, group, hexcode, tags = [], skins = [] }) => {
      const name = emojiGroups[group as keyof typeof emojiGroups]
      const unicode = recommended(written)
      if (name === undefined || unicode === null) return []
      const tones = skinTones.flatMap((tone) => skins.find((skin) => isAllIn(skin.unicode, tone))?.unicode ?? [])
      return { unicode, label, group: name, codes: [codes[hexcode] ?? []].flat(), tags, tones }
    })
}

/** As Unicode recommends to write it: the data puts a selector behind some that need none. Null for what is not known here. */
function recommended(emoji: string): string | null {
  return [emoji, emoji.replace(/\uFE0F$/u, '')].find(isEmoji) ?? null
}

/** @param tone from 1, the lightest, to 5; 0 for the colour of none */
export function inTone({ unicode, tones }: Emoji, tone: number): string {
  return tones[tone - 1] ?? unicode
}

/** Whether everybody in an emoji has this one tone. */
function isAllIn(unicode: string, tone: string): boolean {
  const found = unicode.match(anySkinTone)
  return found !== null && found.every((one) => one === tone)
}
