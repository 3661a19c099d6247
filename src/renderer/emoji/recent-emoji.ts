/** What somebody has used before, on this computer. */

/** Two lines of the picker. */
const mostRecent = 18

const recentKey = 'recent emoji'
const toneKey = 'skin tone'

type Reader = Pick<Storage, 'getItem'>
type Writer = Pick<Storage, 'getItem' | 'setItem'>

/** Newest first. */
export function recentEmoji(storage: Reader): readonly string[] {
  return (storage.getItem(recentKey) ?? '').split(' ').filter((emoji) => emoji !== '')
}

/** An emoji has been used. */
export function rememberEmoji(storage: Writer, emoji: string): void {
  const others = recentEmoji(storage).filter((other) => other !== emoji)
  keep(storage, recentKey, [emoji, ...others].slice(0, mostRecent).join(' '))
}

/** From 1, the lightest, to 5; 0 for the colour of none. */
export function skinTone(storage: Reader): number {
  const tone = Number(storage.getItem(toneKey))
  return Number.isInteger(tone) && tone >= 0 && tone <= 5 ? tone : 0
}

export function rememberSkinTone(storage: Writer, tone: number): void {
  keep(storage, toneKey, String(tone))
}

function keep(storage: Writer, key: string, value: string): void {
  try {
    storage.setItem(key, value)
  } catch {
    // The quota: it is merely not offered.
  }
}
