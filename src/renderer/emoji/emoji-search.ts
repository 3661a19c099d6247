/** Finds emoji by what they are called. Pure. */
import type { Emoji } from './emoji-catalogue.ts'

/** The emoji that have all the words, each from its beginning: first by short name, then by name, then by theme. */
export function searchEmoji(emoji: readonly Emoji[], words: string): readonly Emoji[] {
  const wanted = fold(words)
    .split(/[\s_]+/)
    .filter((word) => word !== '')
  if (wanted.length === 0) return []
  return emoji
    .map((one) => ({ one, rank: Math.max(...wanted.map((word) => rankOf(one, word))) }))
    .filter(({ rank }) => rank < Infinity)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}

/** Short names that begin with what was typed, the shortest first: `:smi` may become `:smile:`. */
export function completeCode(emoji: readonly Emoji[], typed: string, most: number): readonly CodedEmoji[] {
  const start = typed.toLowerCase()
  return emoji
    .flatMap(({ codes, unicode, label }) => codes.map((code) => ({ code, unicode, label })))
    .filter(({ code }) => code.startsWith(start))
    .toSorted((one, other) => one.code.length - other.code.length)
    .slice(0, most)
}

export interface CodedEmoji {
  readonly code: string
  readonly unicode: string
  readonly label: string
}

function rankOf({ codes, label, tags }: Emoji, word: string): number {
  if (codes.includes(word)) return 0
  if (codes.some((code) => code.startsWith(word))) return 1
  if (fold(label).startsWith(word)) return 2
  if (wordsOf(label).some((one) => one.startsWith(word))) return 3
  if (tags.some((tag) => wordsOf(tag).some((one) => one.startsWith(word)))) return 4
  return codes.some((code) => code.split('_').some((part) => part.startsWith(word))) ? 5 : Infinity
}

function wordsOf(text: string): string[] {
  return fold(text).split(/[^\p{L}\p{N}]+/u)
}

function fold(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
