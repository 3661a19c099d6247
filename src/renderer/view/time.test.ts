import { expect, test } from 'vitest'
import { createTimeFormat, displayLocale, localDay, secondsUntil } from './time.ts'

const afternoon = Date.UTC(2026, 2, 11, 14, 5)
const hour = 3_600_000

test.each([
  ['de-DE', 'en-DE'],
  ['de', 'en-DE'],
  ['en-US', 'en-US'],
  ['zh-Hant-TW', 'en-TW'],
  ['not a language', 'en'],
])('the locale for %j is %j', (language, expected) => {
  expect(displayLocale(language)).toBe(expected)
})

test('the clock has 24 or 12 hours, as the region does', () => {
  expect(createTimeFormat('en-DE', 'UTC').time(afternoon)).toBe('14:05')
  expect(createTimeFormat('en-DE', 'UTC').time(afternoon - 5 * hour)).toBe('09:05')
  expect(createTimeFormat('en-US', 'UTC').time(afternoon)).toMatch(/^2:05\sPM$/)
})

test('a clock in a narrow place has no half of the day', () => {
  expect(createTimeFormat('en-DE', 'UTC').clock(afternoon)).toBe('14:05')
  expect(createTimeFormat('en-US', 'UTC').clock(afternoon)).toBe('2:05')
  expect(createTimeFormat('ko', 'UTC').clock(afternoon)).toBe('2:05')
})

test('days are told from now, in the reader’s time zone', () => {
  const { day } = createTimeFormat('en-GB', 'UTC')
  expect(day(afternoon, afternoon)).toBe('Today')
  expect(day(afternoon - 15 * hour, afternoon)).toBe('Yesterday')
  expect(day(afternoon - 48 * hour, afternoon)).toBe('Monday 9 March')
  expect(day(Date.UTC(2025, 11, 31), afternoon)).toBe('31 December 2025')
  expect(createTimeFormat('en-GB', 'Asia/Tokyo').day(afternoon, afternoon + hour)).toBe('Yesterday')
})

test('a moment to come is told by the clock, and by its day unless that is today', () => {
  const { until } = createTimeFormat('en-GB', 'UTC')
  expect(until(afternoon + hour, afternoon)).toBe('15:05')
  expect(until(afternoon + 18 * hour, afternoon)).toMatch(/^Thu,? 08:05$/)
  expect(createTimeFormat('en-US', 'UTC').until(afternoon + 18 * hour, afternoon)).toMatch(/^Thu,? 8:05\sAM$/)
})

test('a local day contains its moment and ends where the next begins', () => {
  const { start, end } = localDay(afternoon)
  expect(start).toBeLessThanOrEqual(afternoon)
  expect(end).toBeGreaterThan(afternoon)
  expect(localDay(start).start).toBe(start)
  expect(localDay(end).start).toBe(end)
})

test('seconds are rounded up and never negative', () => {
  expect(secondsUntil(2500, 0)).toBe(3)
  expect(secondsUntil(0, 2500)).toBe(0)
})
