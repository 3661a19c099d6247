/** What somebody looks for, as SQLite's full-text search takes it. Nothing that is typed can be wrong. */

/** Scripts that are written without blanks between words: each of their letters is found by itself. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const eachUnspaced = new RegExp(`${unspaced.source}\\p{M}*`, 'gu')
const betweenUnspaced = new RegExp(`(?<=${unspaced.source}\\p{M}*) (?=${unspaced.source})`, 'gu')
const findable = /[\p{L}\p{N}\p{Co}]/u
/** A phrase in quotes, which may lack its end, or a word. */
const terms = /"(?<phrase>[^"]*)"?|(?<word>[^\s"]+)/gu

export interface SearchTerms {
  /** An expression for the text; null if no letter or digit is looked for. */
  readonly expression: string | null
  /** What full-text search knows nothing of, such as emoji: has to be in the text as it is. */
  readonly literal: readonly string[]
}

/** Words match from their beginnings, phrases in quotes as a whole; all of them have to be there. */
export function parseSearch(typed: string): SearchTerms {
  const expressions: string[] = []
  const literal: string[] = []
  for (const { groups } of typed.matchAll(terms)) {
    const phrase = groups?.['phrase']
    const text = withoutNul((phrase ?? groups?.['word'] ?? '').trim())
    if (text === '') continue
    if (findable.test(text)) expressions.push(quoted(text) + (phrase === undefined ? ' *' : ''))
    else literal.push(text)
  }
  return { expression: expressions.length === 0 ? null : expressions.join(' AND '), literal }
}

/** An expression for part of a name: each of its words from the beginning. Null if it has no letter or digit. */
export function nameExpression(typed: string): string | null {
  const words = withoutNul(typed)
    .split(/\s+/u)
    .filter((word) => findable.test(word))
  return words.length === 0 ? null : words.map((word) => `${quoted(word)} *`).join(' AND ')
}

/** A text with a blank around each letter that has to be found by itself; the same text if there is none. */
export function spaced(text: string): string {
  return unspaced.test(text) ? text.replaceAll(eachUnspaced, ' $& ').replaceAll(/ {2,}/g, ' ').trim() : text
}

/** The text without the blanks that {@link spaced} has put between letters. */
export function unspacedAgain(text: string): string {
  return text.replaceAll(betweenUnspaced, '')
}

function quoted(text: string): string {
  return `"${spaced(text).replaceAll('"', '""')}"`
}

/** SQLite takes it for the end. */
function withoutNul(text: string): string {
  return text.toWellFormed().replaceAll('\0', ' ').trim()
}
