/** The emoji that are offered for a reaction: those used last, then those that are always there. */

const always = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🔥', '👏', '😮', '😢', '👎'] as const

/** A row and a half of recent ones would push the usual ones out of their places. */
const mostRecent = 6

const key = 'recent reactions'

export const quickEmoji: readonly string[] = always

/** Newest first, without those that are always there. */
export function recentEmoji(storage: Pick<Storage, 'getItem'>): readonly string[] {
  const kept = storage.getItem(key) ?? ''
  return kept.split(' ').filter((emoji) => emoji !== '')
}

/** An emoji has been used. */
export function rememberEmoji(storage: Pick<Storage, 'getItem' | 'setItem'>, emoji: string): void {
  if (quickEmoji.includes(emoji)) return
  const others = recentEmoji(storage).filter((other) => other !== emoji)
  try {
    storage.setItem(key, [emoji, ...others].slice(0, mostRecent).join(' '))
  } catch {
    // The quota: it is merely not offered.
  }
}
