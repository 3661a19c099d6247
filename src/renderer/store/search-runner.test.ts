import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RequestError, RequestPayload, SearchAnswer, SearchHit } from '../../core/common/ipc-contract.ts'
import { failure, success, type Result } from '../../core/common/result.ts'
import { emptyForm, type SearchForm, type SearchResults } from './search.ts'
import { createSearchRunner, searchDelayMs } from './search-runner.ts'

type Answer = Result<SearchAnswer, RequestError>

const form = (words: string): SearchForm => ({ ...emptyForm, words })
const hit = (messageId: string): SearchHit => ({
  roomKey: 'k',
  roomName: 'Workshop',
  roomId: null,
  messageId,
  at: 0,
  nickname: 'bo',
  excerpt: [],
})
const found = (ids: string, more = false): Answer => success({ hits: ids.split('').map(hit), more })

/** A runner, what it asked for, and answers in the test's hands. */
function start() {
  const asked: RequestPayload<'history.search'>[] = []
  const answers: ((answer: Answer) => void)[] = []
  const shown: { results: SearchResults; isNew: boolean }[] = []
  const runner = createSearchRunner(
    (payload) => {
      asked.push(payload)
      return new Promise<Answer>((resolve) => void answers.push(resolve))
    },
    (results, isNew) => void shown.push({ results, isNew }),
  )
  const last = (): string => {
    const results = shown.at(-1)?.results
    return results?.kind === 'found' ? results.hits.map(({ messageId }) => messageId).join('') : (results?.kind ?? '')
  }
  const answer = async (index: number, value: Answer): Promise<void> => {
    answers[index]?.(value)
    await vi.advanceTimersByTimeAsync(0)
  }
  return { runner, asked, answer, shown, last }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('only what has been typed for a moment is asked for', async () => {
  const { runner, asked, last } = start()
  runner.search(form('t'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs - 1)
  runner.search(form('te'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs - 1)
  expect(asked).toEqual([])
  expect(last()).toBe('searching')
  await vi.advanceTimersByTimeAsync(1)
  expect(asked).toEqual([{ words: 'te', author: '', skip: 0 }])
})

test('an answer that was overtaken changes nothing, and what is in sight stays until the next one', async () => {
  const { runner, answer, shown, last } = start()
  runner.search(form('a'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  runner.search(form('ab'), null)
  await answer(0, found('1'))
  expect(last()).toBe('searching')
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answer(1, found('2'))
  expect(last()).toBe('2')
  runner.search(form('abc'), null)
  expect(last()).toBe('2')
  expect(shown.at(-1)?.results).toMatchObject({ isStale: true })
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answer(2, found(''))
  expect(last()).toBe('')
})

test('more is asked for once at a time, behind what is there, and added to it', async () => {
  const { runner, asked, answer, shown, last } = start()
  runner.more()
  runner.search(form('a'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answer(0, found('12', true))
  runner.more()
  runner.more()
  expect(asked.map(({ skip }) => skip)).toEqual([0, 2])
  await answer(1, found('3'))
  expect(last()).toBe('123')
  expect(shown.at(-1)?.isNew).toBe(false)
  runner.more()
  expect(asked).toHaveLength(2)
})

test('more of the last question is not taken for the first hits of a new one', async () => {
  const { runner, asked, answer, last } = start()
  runner.search(form('a'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answer(0, found('1', true))
  runner.more()
  runner.search(form('b'), null)
  runner.more()
  await answer(1, found('2'))
  expect(last()).toBe('1')
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  expect(asked.map(({ words, skip }) => `${words}${skip}`)).toEqual(['a0', 'a1', 'b0'])
})

test('an empty form shows nothing at once, and a failure its words', async () => {
  const { runner, asked, answer, shown, last } = start()
  runner.search(form('a'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answer(0, failure({ code: 'unreadable', message: 'The copy cannot be read.' }))
  expect(shown.at(-1)?.results).toEqual({ kind: 'failed', message: 'The copy cannot be read.' })
  runner.search(form(''), null)
  expect(last()).toBe('none')
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  expect(asked).toHaveLength(1)
})

test('nothing is shown after the end', async () => {
  const { runner, asked, answer, shown } = start()
  runner.search(form('a'), null)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  runner.search(form('b'), null)
  const before = shown.length
  runner.stop()
  await answer(0, found('1'))
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  expect(shown).toHaveLength(before)
  expect(asked).toHaveLength(1)
})
