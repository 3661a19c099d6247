/**
 * Finds out which sentence of the catalogue an English text is.
 *
 * The core, a host elsewhere and a terminal speak English to each other. What reaches a window that speaks another
 * language is recognised here, so that one catalogue serves whatever may be said, wherever it comes from.
 */

export interface KnownSentence<Key extends string> {
  readonly key: Key
  readonly values: Readonly<Record<string, string>>
}

interface Pattern<Key extends string> {
  readonly key: Key
  readonly whole: RegExp
  readonly names: readonly string[]
}

/** Nothing that Snug says is longer; what somebody else says need not be looked through. */
const longestText = 1000
const mostSentences = 4
const mostEnds = 12
const placeholder = /\{\{(\w+)\}\}/u

export type SentenceFinder<Key extends string> = (text: string) => readonly KnownSentence<Key>[] | null

/**
 * @param sentences in English, with `{{placeholders}}`
 * @returns a function that cuts a text into sentences; it answers null unless all of it is known
 */
export function sentenceFinder<Key extends string>(sentences: Readonly<Record<Key, string>>): SentenceFinder<Key> {
  const patterns = (Object.entries(sentences) as [Key, string][])
    .map(([key, sentence]) => ({ key, sentence, literal: sentence.split(/\{\{\w+\}\}/u).join('').length }))
    // The one with the most words of its own says most exactly what is meant.
    .toSorted((a, b) => b.literal - a.literal)
    .map(({ key, sentence }) => patternOf(key, sentence))

  const find = (text: string, most: number): readonly KnownSentence<Key>[] | null => {
    const whole = firstMatch(patterns, text)
    // A value that has a sentence in it may be two that were said one after the other, or somebody's own words.
    if (whole && !Object.values(whole.values).some((value) => /[.?!]\s/u.test(value))) return [whole]
    if (most === 1) return whole && [whole]
    for (const [end, next] of sentenceEnds(text)) {
      const first = firstMatch(patterns, text.slice(0, end))
      const rest = first && find(text.slice(next), most - 1)
      if (rest) return [first, ...rest]
    }
    return whole && [whole]
  }
  return (text) =>
    text.length > longestText || sentenceEnds(text).length > mostEnds ? null : find(text, mostSentences)
}

function patternOf<Key extends string>(key: Key, sentence: string): Pattern<Key> {
  const parts = sentence.split(placeholder)
  const source = parts
    .map((part, index) => (index % 2 === 1 ? '(.+?)' : part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`)))
    .join('')
  return {
    key,
    whole: new RegExp(`^${source}$`, 'su'),
    names: parts.filter((_, index) => index % 2 === 1),
  }
}

function firstMatch<Key extends string>(patterns: readonly Pattern<Key>[], text: string): KnownSentence<Key> | null {
  for (const { key, whole, names } of patterns) {
    const match = whole.exec(text)
    if (match) return { key, values: Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ''])) }
  }
  return null
}

/** Where a sentence may end, and where the next one begins. The earliest comes first. */
function sentenceEnds(text: string): [end: number, next: number][] {
  return [...text.matchAll(/(?<=[.?!])\s+/gu)].map((match) => [match.index, match.index + match[0].length])
}
