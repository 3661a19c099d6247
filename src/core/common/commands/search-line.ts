/**
 * What is looked for in typed words: words and phrases, and who, when and where among them. A terminal reads a whole line; the
 * window's search takes each filter out of its words and into its field once a blank follows.
 */
import { failure, success, type Result } from '../result.ts'

export interface SearchLine extends SearchPlace {
  /** Words and phrases in quotes; empty for all. */
  readonly words: string
  /** Part of the author's name; empty for all. */
  readonly author: string
  /** From this time on, and before that one; milliseconds since 1970. */
  readonly from?: number
  readonly until?: number
}

export interface SearchPlace {
  /** In every room, not in this one alone. */
  readonly isEverywhere: boolean
  /** Part of a room's name: only in the rooms that are called so. */
  readonly roomName?: string
}

/** One condition besides the words. */
export type SearchFilter =
  | { readonly by: 'author'; readonly author: string }
  /** From the beginning of this local day on, or before it; milliseconds since 1970. */
  | { readonly by: 'from' | 'until'; readonly day: number }
  | { readonly by: 'place'; readonly place: SearchPlace }

export interface TypedSearch {
  /** What is left of what was typed, without the filters that are finished. */
  readonly left: string
  /** The words of it that are looked for: nothing that has the form of a filter. */
  readonly words: string
  /** Those that a blank follows, which are not in `left` any more. */
  readonly finished: readonly SearchFilter[]
  /** Those at the end that may still change. */
  readonly unfinished: readonly SearchFilter[]
  /** How to write what is finished and no filter, in a sentence; null if there is none. */
  readonly fault: string | null
}

/** A phrase in quotes, which may lack its end; or a filter, whose value may be in quotes; or a word. */
const parts = /"[^"]*"?|(?<name>from|after|before|in):(?:"(?<quoted>[^"]*)"?|(?<bare>[^\s"]*))|[^\s"]+/giu

/** Reads a whole line. Local days: `after:` has its day in it, `before:` has not. The error is a sentence about how to write it. */
export function readSearch(typed: string): Result<SearchLine, string> {
  const words: string[] = []
  const authors: string[] = []
  const days: { from?: number; until?: number } = {}
  let place: SearchPlace = { isEverywhere: false }
  for (const { 0: part, groups } of typed.matchAll(parts)) {
    const filter = filterOf(groups)
    if (filter === null) words.push(part)
    else if (!filter.ok) return filter
    else if (filter.value.by === 'author') authors.push(filter.value.author)
    else if (filter.value.by === 'place') place = filter.value.place
    else days[filter.value.by] = filter.value.day
  }
  const { from = -Infinity, until = Infinity } = days
  if (from >= until) return failure('No day is left: before: leaves its own day out, and has to be later than after:.')
  return success({ words: words.join(' '), author: authors.join(' '), ...days, ...place })
}

/** Takes the filters out of what has been typed so far. */
export function takeFilters(typed: string): TypedSearch {
  const words: string[] = []
  const [finished, unfinished]: [SearchFilter[], SearchFilter[]] = [[], []]
  let [left, end]: [string, number] = ['', 0]
  let fault: string | null = null
  for (const { 0: part, index, groups } of typed.matchAll(parts)) {
    const filter = filterOf(groups)
    const isFinished = /^\s/u.test(typed.slice(index + part.length))
    if (filter === null) words.push(part)
    else if (!filter.ok) fault = isFinished ? filter.error : fault
    else if (isFinished) {
      left += typed.slice(end, index)
      // With the blank behind it.
      end = index + part.length + 1
      finished.push(filter.value)
    } else unfinished.push(filter.value)
  }
  return { left: left + typed.slice(end), words: words.join(' '), finished, unfinished, fault }
}

/** Null if a part is none. */
function filterOf(groups: Readonly<Record<string, string>> | undefined): Result<SearchFilter, string> | null {
  const name = groups?.['name']?.toLowerCase()
  const value = (groups?.['quoted'] ?? groups?.['bare'] ?? '').trim()
  switch (name) {
    case undefined:
      return null
    case 'from':
      return value === '' ? failure('from: needs a name: from:alice.') : success({ by: 'author', author: value })
    case 'in':
      return value === ''
        ? failure('Where to look is in:here, in:everywhere or the name of a room.')
        : success({ by: 'place', place: placeOf(value) })
    default: {
      const day = startOfDay(value)
      if (day === null) return failure(`A day is written with its year, month and day: ${name}:2026-11-01.`)
      return success({ by: name === 'after' ? 'from' : 'until', day })
    }
  }
}

function placeOf(value: string): SearchPlace {
  switch (value.toLowerCase()) {
    case 'here':
      return { isEverywhere: false }
    case 'everywhere':
      return { isEverywhere: true }
    default:
      return { isEverywhere: true, roomName: value }
  }
}

/** The beginning of a local day such as `2026-03-01`, in milliseconds since 1970; null if there is none. */
function startOfDay(typed: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(typed)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const start = new Date(year, month - 1, day)
  return start.getMonth() === month - 1 && start.getDate() === day ? start.getTime() : null
}
