/** Whether a text speaks to somebody. */
import { nameKey } from './name-key.ts'

const everybody = ['room', 'all', 'here']

/** Backticks with more backticks behind them on their line are a code span. */
const fences = /^ {0,3}(?<fence>`{3,}(?=[^`\n]*$)|~{3,}).*(?:\n(?! {0,3}\k<fence>[`~]*[ \t]*$).*)*(?:\n.*)?/gm
const codeSpans = /(?<!`)(?<ticks>`+)(?!`)(?:(?!\n[ \t]*\n)[^])+?(?<!`)\k<ticks>(?!`)/g
const links = /[a-z]{2,10}:\/\/\S+/gi
const invisible = /[\p{Join_Control}\p{Variation_Selector}]/gu

/** What would make a name part of a longer word: `alice` is not spoken to as `alice-2`, `x.alice` or `alice@home`. */
const goesOnBefore = /[\p{L}\p{N}\p{M}][-_.@]?$/u
const goesOnAfter = /^[-_.@]?[\p{L}\p{N}\p{M}]/u

/** UTF-16 units around a name that say whether it goes on: a mark and the longest character. */
const around = 4

/** A text as by {@link nameKey}, with the places where its characters begin. */
interface Folded {
  readonly source: string
  readonly key: string
  /** From a place in the key to that in the source; none within what one character became. */
  readonly places: ReadonlyMap<number, number>
}

/**
 * Whether a text speaks to whoever has the nickname, or to everybody (`@room`, `@all`, `@here`).
 *
 * `@alice` does, and so does the word `alice`, in any case and with or without accents. What is code or part of a link
 * speaks to nobody. A name of one letter, or of symbols alone, needs its `@`.
 */
export function mentions(text: string, nickname: string): boolean {
  const spoken = text
    .replaceAll('\r\n', '\n')
    .replace(fences, '')
    .replace(codeSpans, ' ')
    .replace(links, ' ')
    .replace(invisible, '')
  const key = nameKey(nickname)
  const allKeys = nameKey(spoken)
  const mayBeEverybody = everybody.some((name) => allKeys.includes(`@${name}`))
  if (!mayBeEverybody && (key === '' || !allKeys.includes(key))) return false
  const folded = fold(spoken)
  if (everybody.some((name) => speaksTo(folded, name, true))) return true
  return key !== '' && speaksTo(folded, key, key.length === 1 || !/[\p{L}\p{N}]/u.test(nickname))
}

function fold(text: string): Folded {
  const source = text.normalize('NFKC')
  const places = new Map<number, number>()
  let key = ''
  let place = 0
  for (const character of source) {
    // An accent becomes nothing: its place is overwritten by that of the next character.
    places.set(key.length, place)
    key += nameKey(character)
    place += character.length
  }
  places.set(key.length, place)
  return { source, key, places }
}

function speaksTo({ source, key, places }: Folded, name: string, needsAt: boolean): boolean {
  for (let at = key.indexOf(name); at !== -1; at = key.indexOf(name, at + 1)) {
    const start = places.get(at)
    const end = places.get(at + name.length)
    if (start === undefined || end === undefined) continue
    const before = source.slice(Math.max(0, start - around), start)
    const isWhole = !goesOnBefore.test(before) && !goesOnAfter.test(source.slice(end, end + around))
    if (isWhole && (!needsAt || before.endsWith('@'))) return true
  }
  return false
}
