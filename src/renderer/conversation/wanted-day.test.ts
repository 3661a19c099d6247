import { expect, test } from 'vitest'
import type { MessageEntry } from '../../core/common/room.ts'
import { buildRows } from './rows.ts'
import { placeOfDay } from './wanted-day.ts'

const day = (date: number): number => new Date(2026, 2, date).getTime()

function said(id: string, at: number): MessageEntry {
  const author = { personId: 'bo', nickname: 'Bo', kind: 'native' } as const
  return { kind: 'message', id, at, author, text: id, own: false, delivery: { state: 'received' } }
}

const rows = buildRows([said('a', day(3) + 5), said('b', day(3) + 6), said('c', day(6) + 5)], {
  unread: null,
  pastEnd: null,
  before: null,
})

test('a day begins at its divider', () => {
  expect(placeOfDay(rows, day(6), true)).toEqual({ type: 'found', index: 3, id: 'c', isThatDay: true, isOldest: false })
})

test('older messages are wanted until one is from before the day, or none is left', () => {
  expect(placeOfDay(rows, day(3), true)).toEqual({ type: 'older' })
  expect(placeOfDay(rows, day(3), false)).toMatchObject({ id: 'a', index: 0, isThatDay: true, isOldest: true })
  expect(placeOfDay([], day(3), true)).toEqual({ type: 'older' })
})

test('where nothing was said, it goes on with what came next', () => {
  expect(placeOfDay(rows, day(5), true)).toMatchObject({ id: 'c', isThatDay: false, isOldest: false })
  expect(placeOfDay(rows, day(1), false)).toMatchObject({ id: 'a', isThatDay: false, isOldest: true })
  expect(placeOfDay(rows, day(7), true)).toEqual({ type: 'nothing' })
  expect(placeOfDay([], day(7), false)).toEqual({ type: 'nothing' })
})
