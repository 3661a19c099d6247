/** Which entry of a menu a key leads to. Pure. */

/**
 * The place of the next entry, or null if the key does not lead to one: arrows go round, and a letter leads to the next
 * entry that begins with it.
 *
 * @param from where the focus is; -1: on no entry yet
 */
export function entryAfter(key: string, from: number, labels: readonly string[]): number | null {
  const size = labels.length
  if (size === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (from + 1) % size
    case 'ArrowUp':
      return (Math.max(0, from) - 1 + size) % size
    case 'Home':
      return 0
    case 'End':
      return size - 1
    default:
      return byLetter(key, from, labels)
  }
}

function byLetter(key: string, from: number, labels: readonly string[]): number | null {
  if (key.length !== 1 || key === ' ') return null
  for (let step = 1; step <= labels.length; step += 1) {
    const index = (from + step + labels.length) % labels.length
    if (labels[index]?.toLowerCase().startsWith(key.toLowerCase())) return index
  }
  return null
}
