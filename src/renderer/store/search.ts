/** Looking for messages: what is typed, what was found, and which hit is marked. Pure. */
import { assertNever } from '../../core/common/assert-never.ts'
import { type SearchFilter, takeFilters } from '../../core/common/commands/search-line.ts'
import type { RequestPayload, SearchHit } from '../../core/common/ipc-contract.ts'
import type { MessageEntry } from '../../core/common/room.ts'
import { dateFieldValue, localDay } from '../view/time.ts'
import { t } from '../language.ts'

export interface SearchForm {
  readonly words: string
  readonly author: string
  /** Local days such as `2026-03-01`, both included; empty for no bound. */
  readonly from: string
  readonly until: string
  /** The room that is looked through; null: every room. */
  readonly roomId: string | null
  /** Part of the name of the rooms that are looked through; empty for no such bound. */
  readonly roomName: string
}

export type SearchResults =
  /** Nothing has been asked for. */
  | { readonly kind: 'none' }
  | { readonly kind: 'searching' }
  | {
      readonly kind: 'found'
      readonly hits: readonly SearchHit[]
      readonly more: boolean
      /** No room has the name that was asked for. */
      readonly isNoRoom?: true
      /** Something else has been asked for since. */
      readonly isStale: boolean
    }
  | { readonly kind: 'failed'; readonly message: string }

/** Messages around a hit in a room that is not open. */
export interface Surroundings {
  readonly messageId: string
  readonly roomName: string
  /** Oldest first. */
  readonly messages: readonly MessageEntry[]
}

export interface SearchState {
  readonly form: SearchForm
  readonly results: SearchResults
  /** Which hit Enter jumps to. */
  readonly marked: number
  readonly surroundings: Surroundings | null
  /** Why the marked hit could not be shown. */
  readonly problem: string | null
}

export const emptyForm: SearchForm = { words: '', author: '', from: '', until: '', roomId: null, roomName: '' }

/** The hit that Enter leads to; undefined while it is not known what that is. */
export function markedHit({ results, marked }: SearchState): SearchHit | undefined {
  return results.kind === 'found' && !results.isStale ? results.hits[marked] : undefined
}

export const noSearch: SearchState = {
  form: emptyForm,
  results: { kind: 'none' },
  marked: 0,
  surroundings: null,
  problem: null,
}

/**
 * The form with other words. Filters among them go into their fields once a blank follows: `from:ada `, `in:lab `,
 * `before:2026-11-01 `.
 *
 * @param hereId the room that `in:here` means
 */
export function withWords(form: SearchForm, typed: string, hereId: string | null): SearchForm {
  const { left, finished } = takeFilters(typed)
  return finished.reduce((so, filter) => withFilter(so, filter, hereId), { ...form, words: left })
}

function withFilter(form: SearchForm, filter: SearchFilter, hereId: string | null): SearchForm {
  switch (filter.by) {
    case 'author':
      return { ...form, author: `${form.author} ${filter.author}`.trim() }
    case 'from':
      return { ...form, from: dateFieldValue(filter.day) }
    case 'until':
      // The form has the last day, and not the one after it.
      return { ...form, until: dateFieldValue(filter.day - 1) }
    case 'place': {
      const { isEverywhere, roomName = '' } = filter.place
      return { ...form, roomId: isEverywhere ? null : hereId, roomName }
    }
    default:
      return assertNever(filter)
  }
}

/** The form with nothing but its words, and where they are looked for. */
export function withoutFilters({ words, roomId }: SearchForm): SearchForm {
  return { ...emptyForm, words, roomId }
}

/** Whether there is something that {@link withoutFilters} takes away. */
export function hasFilters({ author, from, until, roomName }: SearchForm): boolean {
  return [author, from, until, roomName].some((value) => value !== '')
}

/** How to write what is typed among the words as a filter and is none, in a sentence; null if there is nothing of the kind. */
export function faultIn({ words }: Pick<SearchForm, 'words'>): string | null {
  return takeFilters(words).fault
}

/**
 * What the form asks for; null while it asks for nothing, or for days that cannot be.
 *
 * @param hereId the room that `in:here` means
 */
export function searchPayload(
  typed: SearchForm,
  hereId: string | null = null,
): Omit<RequestPayload<'history.search'>, 'skip'> | null {
  const { words: onlyWords, unfinished } = takeFilters(typed.words)
  const form = unfinished.reduce((so, filter) => withFilter(so, filter, hereId), { ...typed, words: onlyWords })
  if (isBackwards(form)) return null
  const words = form.words.trim()
  const author = form.author.trim()
  const from = dayOf(form.from)?.start
  const until = dayOf(form.until)?.end
  const roomName = form.roomName.trim()
  if (words === '' && author === '' && roomName === '' && from === undefined && until === undefined) return null
  return {
    words,
    author,
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(form.roomId !== null && { roomId: form.roomId }),
    ...(roomName !== '' && { roomName }),
  }
}

/** Whether the days leave no time between them. */
export function isBackwards({ from, until }: Pick<SearchForm, 'from' | 'until'>): boolean {
  // In this notation, the order of days is that of their letters.
  return from !== '' && until !== '' && until < from
}

/** The mark after a key, or null if the key does not move it. */
export function markAfter(key: string, marked: number, hits: number): number | null {
  const last = Math.max(0, hits - 1)
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, marked + 1)
    case 'ArrowUp':
      return Math.max(0, marked - 1)
    case 'PageDown':
      return Math.min(last, marked + pageStep)
    case 'PageUp':
      return Math.max(0, marked - pageStep)
    default:
      return null
  }
}

const pageStep = 5

/** What stands above the hits. */
export function resultsWords(results: SearchResults): string {
  switch (results.kind) {
    case 'none':
    case 'failed':
      return ''
    case 'searching':
      return t('search.searching')
    case 'found':
      if (results.hits.length === 0) return t(results.isNoRoom ? 'search.noRoomTitle' : 'search.noMessage')
      return t(results.more ? 'search.messagesMore' : 'search.messages', { count: results.hits.length })
  }
}

/** A local day such as `2026-03-01` in milliseconds since 1970; undefined if it is none. */
function dayOf(typed: string): { start: number; end: number } | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(typed) ?? []
  if (year === undefined) return undefined
  return localDay(new Date(Number(year), Number(month) - 1, Number(day)).getTime())
}
