/** The emoji that are offered at once for a reaction. */

/** Those that are always there. */
export const quickEmoji = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🔥', '👏', '😮', '😢', '👎'] as const

/** A row and a half of recent ones would push the usual ones out of their places. */
const mostRecent = 6

/** What was used last and is not always there, then what is. */
export function offeredEmoji(recent: readonly string[]): readonly string[] {
  const others = recent.filter((emoji) => !(quickEmoji as readonly string[]).includes(emoji))
  return [...others.slice(0, mostRecent), ...quickEmoji]
}
