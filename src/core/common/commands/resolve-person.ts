/** Whom a command is about: names may contain spaces, so only the list of names says where one ends. */
import { nameKey } from '../name-key.ts'
import { printable } from '../unsafe-text.ts'
import { nearest } from './nearest.ts'

export interface ResolvedPerson {
  /** As in the list. */
  readonly nickname: string
  /** What follows the name, trimmed. */
  readonly rest: string
}

const quoted = /^["“”„«](?<name>[^"“”„«»\n]+)["“”»][:,]?(?=\s|$)/u
const longestShown = 40

/**
 * The longest nickname that the argument begins with, in any case and with or without accents, and what follows it.
 *
 * The name may have an `@` before it, a colon or comma after it, or stand in quotes. `null` if nobody has such a name.
 */
export function resolvePerson(argument: string, nicknames: readonly string[]): ResolvedPerson | null {
  const text = argument.trimStart()
  const found = atStart(text, nicknames)
  return found === null && text.startsWith('@') ? atStart(text.slice(1), nicknames) : found
}

/** Tells that nobody has the name with which the argument begins, and whose name may have been meant. */
export function nobodyCalled(argument: string, nicknames: readonly string[]): string {
  const text = argument.trim().replace(/^@/, '')
  const inQuotes = quoted.exec(text)?.groups?.['name']
  return nobodySentence(inQuotes === undefined ? wordStarts(text, mostWords(nicknames)) : [inQuotes], nicknames)
}

/** {@link nobodyCalled} where the whole argument is the name. */
export function nobodyCalledExactly(argument: string, nicknames: readonly string[]): string {
  return nobodySentence([bareName(argument)], nicknames)
}

/** A name of three words is compared with three words; if no such name is near, the first word with any name. */
function nobodySentence(asked: readonly string[], nicknames: readonly string[]): string {
  for (const name of asked.toReversed()) {
    const count = wordCount(name)
    const near = nearest(
      name,
      nicknames.filter((nickname) => wordCount(nickname) === count),
    )
    if (near !== null) return `There is nobody called ${shown(name)} here. Did you mean ${near}?`
  }
  const [name = ''] = asked
  const near = nearest(name, nicknames)
  return `There is nobody called ${shown(name)} here. ${near === null ? '/who lists who is.' : `Did you mean ${near}?`}`
}

/** A name that stands for itself: without the `@` or the quotes that it may be written with. */
export function bareName(argument: string): string {
  const text = argument.trim().replace(/^@/, '')
  const match = quoted.exec(text)
  return match?.[0] === text ? (match.groups?.['name'] ?? text).trim() : text
}

function atStart(text: string, nicknames: readonly string[]): ResolvedPerson | null {
  const find = finder(nicknames)
  for (const start of wordStarts(text, mostWords(nicknames)).toReversed()) {
    const nickname = find(start) ?? find(start.replace(/[:,]$/, ''))
    if (nickname !== undefined) return { nickname, rest: text.slice(start.length).trim() }
  }
  const match = quoted.exec(text)
  const nickname = find((match?.groups?.['name'] ?? '').trim())
  return match === null || nickname === undefined ? null : { nickname, rest: text.slice(match[0].length).trim() }
}

/** Where a server lets two names differ by case alone, the one that is written exactly so is meant. */
function finder(nicknames: readonly string[]): (name: string) => string | undefined {
  const exact = new Set(nicknames)
  const byKey = new Map(nicknames.toReversed().map((nickname) => [nameKey(nickname), nickname]))
  return (name) => {
    const tidy = name.replaceAll(/\s+/g, ' ')
    return exact.has(tidy) ? tidy : byKey.get(nameKey(tidy))
  }
}

/** The first word of the first line, its first two words, … up to so many. */
function wordStarts(text: string, most: number): string[] {
  const [line = ''] = text.split('\n', 1)
  const starts: string[] = []
  for (const { 0: word, index } of line.matchAll(/\S+/g)) {
    if (starts.length >= most) break
    starts.push(line.slice(0, index + word.length))
  }
  return starts
}

function mostWords(nicknames: readonly string[]): number {
  return nicknames.reduce((most, nickname) => Math.max(most, wordCount(nickname)), 1)
}

function wordCount(text: string): number {
  return text.trim().split(/\s+/).length
}

function shown(name: string): string {
  const text = printable(name)
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`
}
