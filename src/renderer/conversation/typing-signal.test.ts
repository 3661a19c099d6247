import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTypingSignal, type TypingSignal } from './typing-signal.ts'

let told: boolean[]
let signal: TypingSignal

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  signal = createTypingSignal((on) => told.push(on))
})
afterEach(() => {
  vi.useRealTimers()
})

test('who goes on writing is told again every three seconds, not with every key', () => {
  for (let key = 1; key <= 61; key += 1) {
    signal.typed('x'.repeat(key))
    vi.advanceTimersByTime(100)
  }
  expect(told).toEqual([true, true, true])
})

test('five seconds without a key end it, once', () => {
  signal.typed('half a thought')
  vi.advanceTimersByTime(4999)
  expect(told).toEqual([true])
  vi.advanceTimersByTime(1)
  expect(told).toEqual([true, false])
  vi.runAllTimers()
  expect(told).toEqual([true, false])
})

test.each([
  ['turning away', () => signal.stopped()],
  ['sending or clearing', () => signal.typed('')],
  ['leaving only blanks', () => signal.typed(' \n')],
])('%s ends it at once, and the next key begins anew', (_name, end) => {
  signal.typed('hello')
  end()
  expect(told).toEqual([true, false])
  signal.typed('a')
  expect(told).toEqual([true, false, true])
})

test('who has not written has nothing to end', () => {
  signal.typed('')
  signal.stopped()
  expect(told).toEqual([])
})
