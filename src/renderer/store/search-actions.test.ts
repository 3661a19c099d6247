import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { SearchHit } from '../../core/common/ipc-contract.ts'
import { useAppStore } from './app-store.ts'
import { backToHits, fillIn, openSearch, showHit, showMarked } from './search-actions.ts'
import { searchDelayMs } from './search-runner.ts'

const [tea, cake] = ['tea', 'cake'].map((messageId): SearchHit => ({
  roomKey: 'k',
  roomName: 'Workshop',
  roomId: null,
  messageId,
  at: 0,
  nickname: 'bo',
  excerpt: [{ text: messageId, isMatch: true }],
})) as [SearchHit, SearchHit]

/** What the main process is asked for around a hit, which it has yet to answer. */
let around: PromiseWithResolvers<unknown>[] = []

beforeEach(async () => {
  vi.useFakeTimers()
  around = []
  const request = (name: string): Promise<unknown> => {
    if (name === 'history.search') {
      return Promise.resolve({ ok: true, value: { hits: [tea, cake], more: false } })
    }
    const answer = Promise.withResolvers<unknown>()
    around.push(answer)
    return answer.promise
  }
  vi.stubGlobal('window', { snug: { request } })
  openSearch(null)
  fillIn({ words: 'e' })
  await vi.advanceTimersByTimeAsync(searchDelayMs)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  useAppStore.setState(useAppStore.getInitialState(), true)
})

async function answerAround(): Promise<void> {
  around.shift()?.resolve({ ok: true, value: { roomName: 'Workshop', messages: [] } })
  await vi.advanceTimersByTimeAsync(0)
}

function shown(): string | undefined {
  return useAppStore.getState().search.surroundings?.messageId
}

test('what was said around a hit is shown, also if new results of the search come in before it', async () => {
  fillIn({ roomName: '' })
  void showHit(cake, 1)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  expect(useAppStore.getState().search).toMatchObject({ marked: 0, results: { isStale: false } })
  await answerAround()
  expect(shown()).toBe('cake')
})

test('who presses Enter before the hits are there gets the first of them', async () => {
  fillIn({ words: 'ea' })
  showMarked()
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answerAround()
  expect(shown()).toBe('tea')

  backToHits()
  fillIn({ words: 'e' })
  showMarked()
  fillIn({ words: 'ea' })
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  expect(around).toEqual([])
})

test('who chooses a hit after an Enter that came too early gets that one', async () => {
  fillIn({ words: 'ea' })
  showMarked()
  void showHit(cake, 1)
  await vi.advanceTimersByTimeAsync(searchDelayMs)
  await answerAround()
  expect(shown()).toBe('cake')
})

test('of two hits that are chosen, the last is shown; and none once something else is looked for', async () => {
  void showHit(cake, 1)
  void showHit(tea, 0)
  await answerAround()
  expect(shown()).toBeUndefined()
  await answerAround()
  expect(shown()).toBe('tea')

  backToHits()
  void showHit(cake, 1)
  fillIn({ words: 'ea' })
  await answerAround()
  expect(shown()).toBeUndefined()
})
