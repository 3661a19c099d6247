/** What a log erases because it is too old or too much. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fill, texts } from '../../../e2e/peers/log-telling.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { dayMs } from '../common/native/retention.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { systemTimers } from './timers.ts'

let folder: TemporaryFolder

beforeEach(() => (folder = new TemporaryFolder()))
afterEach(() => folder[Symbol.dispose]())

describe('a stored log', () => {
  test('erases what is too old or too much, also of what is at hand', () => {
    const delays: (() => void)[] = []
    let now = 0
    const log = new RoomLog({
      store: RoomStore.open(folder.path),
      retention: { messages: 400, days: 1 },
      clock: () => now,
      timers: { ...systemTimers, after: (_, callback) => (delays.push(callback), () => {}) },
    })
    fill(log, 500)
    expect(texts(log.before(Infinity, 1000, 'anybody').events)).toHaveLength(400)
    expect(log.after(99, 1000)).toBeNull()
    expect(log.after(100, 1000)).toHaveLength(400)
    now = 2 * dayMs
    delays.at(-1)?.()
    expect(log.before(Infinity, 10, 'anybody')).toEqual({ events: [], more: false })
    expect(log.after(499, 10)).toBeNull()
    expect(log.after(500, 10)).toEqual([])
    log.close()
  })
})

test('a clock that is wrong for one start does not cost the conversation', () => {
  const time = new ManualTime()
  const openAt = (days: number): RoomLog =>
    new RoomLog({ store: RoomStore.open(folder.path), clock: () => time.clock() + days * dayMs, timers: time })
  const log = openAt(0)
  fill(log, 3)
  log.close()
  const wrong = openAt(40)
  time.advance(1000)
  wrong.close()
  const right = openAt(0)
  time.advance(1000)
  expect(right.before(Infinity, 10, 'anybody').events).toHaveLength(3)
  right.close()
  const later = openAt(40)
  time.advance(2 * 60 * 60 * 1000)
  expect(later.before(Infinity, 10, 'anybody').events).toEqual([])
  later.close()
})
