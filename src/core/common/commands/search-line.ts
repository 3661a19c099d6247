/** What is looked for in one typed line: words and phrases as in the window's search, and who, when and where among them. */
import { failure, success, type Result } from '../result.ts'

export interface SearchLine {
  /** Words and phrases in quotes; empty for all. */
  readonly words: string
  /** Part of the author's name; empty for all. */
  readonly author: string
  /** From this time on, and before that one; milliseconds since 1970. */
  readonly from?: number
  readonly until?: number
  /** In every room, not in this one alone. */
  readonly isEverywhere: boolean
}

/** A phrase in quotes, which may lack its end; or a filter, whose value may be in quotes; or a word. */
const parts = /"[^"]*"?|(?<filter>from|after|before|in):(?:"(?<quoted>[^"]*)"?|(?<bare>[^\s"]*))|[^\s"]+/giu

/** Local days: `after:` has its day in it, `before:` has not. The error is a sentence about how to write it. */
export function readSearch(typed: string): Result<SearchLine, string> {
  const words: string[] = []
  const authors: string[] = []
  const days: { from?: number; until?: number } = {}
  let isEverywhere = false
  for (const { 0: part, groups } of typed.matchAll(parts)) {
    const filter = groups?.['filter']?.toLowerCase()
    const value = (groups?.['quoted'] ?? groups?.['bare'] ?? '').trim()
    if (filter === undefined) words.push(part)
    else if (filter === 'from' && value !== '') authors.push(value)
    else if (filter === 'from') return failure('from: needs a name: from:alice.')
    else if (filter === 'in') {
      if (!/^(?:everywhere|here)$/i.test(value)) return failure('Where to look is in:here or in:everywhere.')
      isEverywhere = value.toLowerCase() === 'everywhere'
    } else {
      const day = startOfDay(value)
      if (day === null) return failure(`A day is written with its year, month and day: ${filter}:2026-11-01.`)
      days[filter === 'after' ? 'from' : 'until'] = day
    }
  }
  const { from = -Infinity, until = Infinity } = days
  if (from >= until) return failure('There is no time between these days: after: has to be before before:.')
  return success({ words: words.join(' '), author: authors.join(' '), ...days, isEverywhere })
}

/** The beginning of a local day such as `2026-03-01`, in milliseconds since 1970; null if there is none. */
function startOfDay(typed: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/u.exec(typed)?.map(Number) ?? []
  if (year === undefined || month === undefined || day === undefined) return null
  const start = new Date(year, month - 1, day)
  return start.getMonth() === month - 1 && start.getDate() === day ? start.getTime() : null
}
