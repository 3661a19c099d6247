import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { systemTimers } from './timers.ts'
import { TypingBoard } from './typing-board.ts'

let told: string[]
let board: TypingBoard

beforeEach(() => {
  vi.useFakeTimers()
  told = []
  board = new TypingBoard({ timers: systemTimers }, (personId, on) => told.push(`${on ? '+' : '-'} ${personId}`))
})
afterEach(() => {
  board.close()
  vi.useRealTimers()
})

test('somebody is said to write at most once a second, and to have stopped at once', () => {
  for (let times = 0; times < 25; times += 1) {
    board.set('bo', true)
    vi.advanceTimersByTime(100)
  }
  board.set('bo', false)
  board.set('bo', false)
  expect(told).toEqual(['+ bo', '+ bo', '+ bo', '- bo'])
})

test('who says nothing more for six seconds has stopped', () => {
  board.set('bo', true)
  vi.advanceTimersByTime(5999)
  expect(told).toEqual(['+ bo'])
  vi.advanceTimersByTime(1)
  expect(told).toEqual(['+ bo', '- bo'])
})

test('who stops and begins again within the second is said to write when it has passed', () => {
  board.set('bo', true)
  board.set('bo', false)
  vi.advanceTimersByTime(400)
  board.set('bo', true)
  board.set('bo', true)
  expect(told).toEqual(['+ bo', '- bo'])
  vi.advanceTimersByTime(600)
  expect(told).toEqual(['+ bo', '- bo', '+ bo'])
})

test('who begins and stops again within the second is not said to write', () => {
  board.set('bo', true)
  board.set('bo', false)
  board.set('bo', true)
  board.set('bo', false)
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual(['+ bo', '- bo'])
})

test('a clock that is set back hides from nobody that somebody writes', () => {
  board.set('bo', true)
  vi.setSystemTime(Date.now() - 3_600_000)
  vi.advanceTimersByTime(1000)
  board.set('bo', true)
  expect(told).toEqual(['+ bo', '+ bo'])
})

test('nobody is said to write any more who is gone, or when it is over', () => {
  for (const [person, end] of [
    ['bo', () => board.forget('bo')],
    ['lin', () => board.close()],
  ] as const) {
    board.set(person, true)
    board.set(person, false)
    board.set(person, true)
    end()
  }
  vi.advanceTimersByTime(10_000)
  expect(told).toEqual(['+ bo', '- bo', '+ lin', '- lin'])
})
