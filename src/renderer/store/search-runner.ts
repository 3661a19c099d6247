/** Asks for messages a moment after the last key, and forgets answers that have been overtaken. */
import type { RequestError, RequestPayload, SearchAnswer } from '../../core/common/ipc-contract.ts'
import type { Result } from '../../core/common/result.ts'
import { searchPayload, type SearchForm, type SearchResults } from './search.ts'

/** How long nothing has to be typed, in milliseconds. */
export const searchDelayMs = 150

type Ask = (payload: RequestPayload<'history.search'>) => Promise<Result<SearchAnswer, RequestError>>

export interface SearchRunner {
  /**
   * Looks for something else. What was found before stays in sight until then.
   *
   * @param hereId the room that `in:here` means
   */
  readonly search: (form: SearchForm, hereId: string | null) => void
  /** Asks for what follows the hits that are shown, once at a time. */
  readonly more: () => void
  readonly stop: () => void
}

/** @param show hears every change of the results; `isNew` is false when hits were added at the end */
export function createSearchRunner(ask: Ask, show: (results: SearchResults, isNew: boolean) => void): SearchRunner {
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Goes up with every question: an answer to another one than the last is not wanted. */
  let question = 0
  let payload: ReturnType<typeof searchPayload> = null
  let found: SearchAnswer | null = null
  /** An answer is on its way, or soon will be. */
  let isBusy = false

  const put = async (skip: number): Promise<void> => {
    if (payload === null) return
    const own = question
    isBusy = true
    const answer = await ask({ ...payload, skip })
    if (own !== question) return
    isBusy = false
    if (!answer.ok) {
      found = null
      show({ kind: 'failed', message: answer.error.message }, true)
      return
    }
    const before = skip === 0 || found === null ? [] : found.hits
    found = { ...answer.value, hits: [...before, ...answer.value.hits] }
    show({ kind: 'found', ...found, isStale: false }, skip === 0)
  }

  const stop = (): void => {
    clearTimeout(timer)
    question += 1
    isBusy = false
  }

  return {
    search(form, hereId) {
      stop()
      payload = searchPayload(form, hereId)
      if (payload === null) {
        found = null
        show({ kind: 'none' }, true)
        return
      }
      show(found ? { kind: 'found', ...found, isStale: true } : { kind: 'searching' }, found === null)
      isBusy = true
      timer = setTimeout(() => void put(0), searchDelayMs)
    },
    more() {
      if (!isBusy && found?.more) void put(found.hits.length)
    },
    stop,
  }
}
