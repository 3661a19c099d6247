import { describe, expect, test } from 'vitest'
import { applyEvents } from './apply-events.ts'
import { leavingAtOnce, maxEntries, mostLoadedEntries, type RoomState } from './room.ts'
import type { RoomEventBody } from './room-event.ts'
import { empty, message, numbered } from './sample-events.ts'

const ids = (room: RoomState): string[] => room.entries.map((entry) => entry.id)
const loaded = (older: readonly string[], more: boolean): RoomEventBody => ({
  type: 'history.loaded',
  entries: older.map(message),
  more,
})

describe('history', () => {
  test('stands above everything that is here, page above page', () => {
    const room = applyEvents(
      empty,
      numbered([{ type: 'message.added', message: message('e') }, loaded(['c', 'd'], true), loaded(['a', 'b'], false)]),
    )
    expect(ids(room)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(room.hasMoreHistory).toBe(false)
  })

  test('says whether there is more, even if nothing comes', () => {
    const room = applyEvents(empty, numbered([loaded(['b'], true)]))
    expect(room.hasMoreHistory).toBe(true)
    expect(applyEvents(room, numbered([loaded([], false)], 2))).toEqual({ ...room, hasMoreHistory: false, seq: 2 })
  })

  test('leaves out what is here already', () => {
    const room = applyEvents(
      empty,
      numbered([{ type: 'message.added', message: message('c') }, loaded(['a', 'b', 'c'], true), loaded(['a'], true)]),
    )
    expect(ids(room)).toEqual(['a', 'b', 'c'])
  })

  test('pushes nothing out: what has no room is the oldest, and there is no more to ask for', () => {
    const here = Array.from({ length: mostLoadedEntries - 3 }, (_, index) => message(`${index}`))
    const almostFull = { ...empty, entries: here }
    const full = applyEvents(almostFull, numbered([loaded(['a', 'b', 'c'], true)]))
    expect(ids(full).slice(0, 4)).toEqual(['a', 'b', 'c', '0'])
    expect(full.hasMoreHistory).toBe(true)
    const overfull = applyEvents(almostFull, numbered([loaded(['a', 'b', 'c', 'd', 'e'], true)]))
    expect(ids(overfull).slice(0, 4)).toEqual(['c', 'd', 'e', '0'])
    expect(overfull.entries).toHaveLength(mostLoadedEntries)
    expect(overfull.hasMoreHistory).toBe(false)
  })
})

test('what is said does not make a window hold more than it keeps, however far its reader has gone back', () => {
  const here = Array.from({ length: maxEntries + 5 }, (_, index) => message(`${index}`))
  const news = Array.from({ length: leavingAtOnce - 5 }, (_, index): RoomEventBody => {
    return { type: 'message.added', message: message(`new ${index}`) }
  })
  const before = applyEvents({ ...empty, entries: here }, numbered(news.slice(1)))
  expect(before.entries).toHaveLength(maxEntries + leavingAtOnce - 1)
  const after = applyEvents(before, numbered(news.slice(0, 1), before.seq + 1))
  expect(after.entries).toHaveLength(maxEntries)
  expect([after.entries[0]?.id, after.entries.at(-1)?.id]).toEqual([`${leavingAtOnce}`, 'new 0'])
})

describe('after entries have left at the top', () => {
  const retention = { stored: true, messages: 100_000, days: 30 } as const
  const here = Array.from({ length: maxEntries + leavingAtOnce - 1 }, (_, index) => {
    return { ...message(`${index}`), logSeq: 1000 + index }
  })
  const firstLeft = 1000 + leavingAtOnce
  const above = (logSeq: number, page: RoomEventBody): RoomEventBody => Object.assign({}, page, { above: logSeq })
  const cut = applyEvents(
    { ...empty, retention, entries: here },
    numbered([{ type: 'message.added', message: message('new') }]),
  )

  test('there is more to ask for, and what was under way from above them is not put in their place', () => {
    expect(cut).toMatchObject({ isCutAbove: true, hasMoreHistory: true })
    const underWay = [loaded(['long ago'], false), above(firstLeft - 1, loaded(['long ago'], false)), loaded([], false)]
    const room = applyEvents(cut, numbered(underWay, cut.seq + 1))
    expect(ids(room)[0]).toBe(`${leavingAtOnce}`)
    expect(room).toMatchObject({ isCutAbove: true, hasMoreHistory: true })
  })

  test('a page from right above what is here brings back what has left', () => {
    const page = above(firstLeft, loaded(['0', '1'], true))
    const room = applyEvents(cut, numbered([page, loaded(['long ago'], false)], cut.seq + 1))
    expect(ids(room).slice(0, 4)).toEqual(['long ago', '0', '1', `${leavingAtOnce}`])
    expect(room).toMatchObject({ isCutAbove: false, hasMoreHistory: false })
  })

  test('nothing more is asked of a room that keeps nothing', () => {
    expect(applyEvents(cut, numbered([above(firstLeft, loaded([], false))], cut.seq + 1)).hasMoreHistory).toBe(false)
  })
})
