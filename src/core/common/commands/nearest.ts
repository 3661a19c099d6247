import { distance } from 'fastest-levenshtein'
import { nameKey } from '../name-key.ts'

/**
 * The candidate that was probably meant by a word that is none; `null` if nothing is near.
 *
 * The shortest that begins with the word, otherwise the one with the fewest letters to change, in any case and accents.
 */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const key = nameKey(word)
  if (key === '') return null
  let best: string | null = null
  let bestRank = changesAllowed(key.length) + 1
  for (const candidate of candidates) {
    const rank = rankOf(key, nameKey(candidate), bestRank)
    if (rank >= bestRank) continue
    best = candidate
    bestRank = rank
  }
  return best
}

/** How many letters a word of that length may be away. */
function changesAllowed(length: number): number {
  if (length <= 1) return 0
  if (length <= 3) return 1
  return length <= 7 ? 2 : 3
}

/** Lower is nearer: below zero for what begins with the word, its distance otherwise. A wrong order is one change. */
function rankOf(key: string, candidate: string, worst: number): number {
  if (candidate.startsWith(key)) return -1 / (1 + candidate.length - key.length)
  // The difference in length is a lower bound, and saves comparing a very long word.
  if (Math.abs(candidate.length - key.length) >= worst) return worst
  return lettersOf(candidate) === lettersOf(key) ? 1 : distance(key, candidate)
}

function lettersOf(key: string): string {
  return Array.from(key).toSorted().join('')
}
