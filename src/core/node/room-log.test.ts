import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { FullDisk } from '../../../e2e/peers/small-disk.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { dayMs } from '../common/native/retention.ts'
import { openRoomLog } from './open-room-log.ts'
import { noReceipts } from '../common/native/stored-receipts.ts'
import type { LogStore } from './log-saving.ts'
import { createRoomKey } from './room-key.ts'
import { type LogEventBody, recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'
import { systemTimers } from './timers.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'snug-log-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
let counter = 0
const said = (text: string, id = `m${counter++}`): LogEventBody => ({ type: 'message', id, author, text })
const texts = (events: readonly LogEvent[] | null): string[] | null =>
  events && events.map((event) => (event.type === 'message' ? event.text : event.type))

/** Everything that a log tells, in order. */
function heard(log: RoomLog): { readonly batches: LogEvent[][]; readonly unsaved: string[] } {
  const [batches, unsaved]: [LogEvent[][], string[]] = [[], []]
  log.on('committed', (events) => batches.push([...events]))
  log.on('unsaved', (sentence) => unsaved.push(sentence))
  return { batches, unsaved }
}

function fill(log: RoomLog, count: number): void {
  for (let index = 0; index < count; index++) log.append(said(`text ${index}`))
  log.flush()
}

describe.each(['stored', 'not stored'])('a log that is %s', (kind) => {
  let log: RoomLog
  beforeEach(() => (log = openRoomLog(kind === 'stored' ? folder : null, (sentence) => expect.fail(sentence))))
  afterEach(() => log.close())

  test('says whether it is', () => {
    expect(log.retention).toEqual({ stored: kind === 'stored', messages: 10_000, days: 30 })
  })

  test('commits what a turn brings at once, at its end', async () => {
    const { batches } = heard(log)
    log.append(said('one'))
    log.append({ type: 'left', personId: 'key:a', nickname: 'Amara' })
    log.append(said('two'))
    expect([log.lastSeq, log.after(0, 10), batches]).toEqual([0, [], []])
    await once(log, 'committed')
    expect(batches.map(texts)).toEqual([['one', 'left', 'two']])
    expect(batches[0]?.map(({ seq }) => seq)).toEqual([1, 2, 3])
    expect(log.lastSeq).toBe(3)
  })

  test('commits what is said while it tells what was committed', async () => {
    const { batches } = heard(log)
    log.once('committed', () => log.append(said('echo')))
    log.append(said('one'))
    await once(log, 'committed')
    await once(log, 'committed')
    expect(batches.map(texts)).toEqual([['one'], ['echo']])
    expect(log.lastSeq).toBe(2)
  })

  test('knows a message by its id, and commits it before it says so', () => {
    const { batches } = heard(log)
    log.append(said('one', 'the-id'))
    expect(log.find('the-id')).toMatchObject({ seq: 1, author: { personId: 'key:a' } })
    expect(batches.map(texts)).toEqual([['one']])
    expect(log.find('another-id')).toBeNull()
  })

  test('gives whoever comes back exactly what they missed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 10 }), fc.nat(), (turns, drop) => {
        const start = log.lastSeq
        const all: LogEvent[] = []
        const collect = (events: readonly LogEvent[]): void => void all.push(...events)
        log.on('committed', collect)
        for (const count of turns) fill(log, count)
        log.off('committed', collect)
        const seq = start + (drop % (all.length + 1))
        expect(log.after(seq, 100)).toEqual(all.filter((event) => event.seq > seq))
      }),
    )
  })

  test('admits what it does not know', () => {
    fill(log, recentEvents + 10)
    expect(log.after(9, recentEvents + 10)).toBeNull()
    expect(log.after(10, recentEvents)).toHaveLength(recentEvents)
    expect(log.after(10, recentEvents - 1)).toBeNull()
    expect(log.after(log.lastSeq, 0)).toEqual([])
    expect(log.after(log.lastSeq + 1, 10)).toBeNull()
  })

  test('is closed for good', () => {
    const { batches } = heard(log)
    log.append(said('last words'))
    log.close()
    log.append(said('too late'))
    log.flush()
    log.close()
    expect(batches.map(texts)).toEqual([['last words']])
  })
})

describe('a log that is not stored', () => {
  test('has no past', () => {
    const log = openRoomLog(null, (sentence) => expect.fail(sentence))
    fill(log, 3)
    expect(log.before(Infinity, 10, 'anybody')).toEqual({ events: [], more: false })
  })
})

describe('a stored log', () => {
  test('goes on where it ended', () => {
    const first = openRoomLog(folder, (sentence) => expect.fail(sentence))
    first.append(said('one', 'first-id'))
    first.close()
    const second = openRoomLog(folder, (sentence) => expect.fail(sentence))
    expect([second.roomId, second.lastSeq]).toEqual([first.roomId, 1])
    expect(second.find('first-id')).toMatchObject({ seq: 1 })
    expect(texts(second.after(0, 10))).toEqual(['one'])
    second.append(said('two'))
    second.close()
  })

  test('gives the same pages, whether they are at hand or on the disk', () => {
    const log = openRoomLog(folder, (sentence) => expect.fail(sentence))
    const { batches } = heard(log)
    fill(log, recentEvents + 100)
    const all = batches.flat()
    fc.assert(
      fc.property(fc.nat(recentEvents + 200), fc.nat(300), (seq, limit) => {
        const older = all.filter((event) => event.seq < seq)
        const events = older.slice(Math.max(0, older.length - limit))
        expect(log.before(seq, limit, 'anybody')).toEqual({ events, more: older.length > limit })
      }),
    )
    log.close()
  })

  test('looks through what is for others in few steps, and only so far', () => {
    const store = RoomStore.open(folder)
    const log = new RoomLog({ store })
    const only = (count: number): void => {
      for (let index = 0; index < count; index++) {
        log.append({
          type: 'message',
          id: `d${counter++}`,
          author,
          text: 'psst',
          to: { personId: 'key:b', nickname: 'B' },
        })
      }
    }
    log.append(said('first'))
    log.append(said('second'))
    only(3000)
    log.append(said('third'))
    only(2500)
    log.flush()
    const reads = vi.spyOn(store, 'before')
    expect(texts(log.before(Infinity, 2, 'key:c').events)).toEqual(['second', 'third'])
    expect(reads.mock.calls.length).toBeLessThan(14)
    expect(log.before(Infinity, 2, 'key:c', 2000)).toEqual({ events: [], more: true })
    const page = log.before(Infinity, 2, 'key:c', 3000)
    expect([texts(page.events), page.more]).toEqual([['third'], true])
    expect(log.before(3, 5, 'key:c', 2)).toMatchObject({ events: [{ text: 'first' }, { text: 'second' }], more: false })
    log.close()
  })

  test('is on the disk within a second of what was stored, however much that is, and then rests', () => {
    const time = new ManualTime()
    const store = RoomStore.open(folder)
    const log = new RoomLog({ store, clock: time.clock, timers: time })
    time.advance(10_000)
    const syncs = vi.spyOn(store, 'sync')
    for (let count = 0; count < 5; count++) {
      fill(log, 2)
      time.advance(100)
    }
    expect(syncs).not.toHaveBeenCalled()
    time.advance(500)
    expect(syncs).toHaveBeenCalledTimes(1)
    time.advance(10_000)
    expect(syncs).toHaveBeenCalledTimes(1)
    log.saveRules({ topic: 'Lunch' })
    time.advance(1000)
    expect(syncs).toHaveBeenCalledTimes(2)
    fill(log, 1)
    log.close()
    time.advance(1000)
    expect(syncs).toHaveBeenCalledTimes(2)
  })

  test('says at once that it could not be brought to the disk', () => {
    const time = new ManualTime()
    const store = RoomStore.open(folder)
    const log = new RoomLog({ store, clock: time.clock, timers: time })
    const { unsaved } = heard(log)
    vi.spyOn(store, 'sync').mockImplementation(() => {
      throw new StoreFailure('cannot-write', 'The disk is broken.')
    })
    fill(log, 1)
    time.advance(1000)
    expect(unsaved).toEqual([expect.stringContaining('The disk is broken.')])
    log.close()
  })

  test('that cannot be stored any more says so once, and the room goes on', () => {
    const open = (): RoomLog => new RoomLog({ store: RoomStore.open(folder, { maxBytes: 100_000 }) })
    const log = open()
    const { batches, unsaved } = heard(log)
    log.append(said('stored'))
    log.flush()
    for (const text of ['a', 'b', 'c']) {
      log.append(said(text.repeat(100_000)))
      log.flush()
    }
    expect(unsaved).toEqual([expect.stringMatching(/: the disk is full\. .*lost when the room closes, unless/)])
    expect(log.retention.stored).toBe(false)
    expect(batches).toHaveLength(4)
    expect(log.after(0, 10)).toEqual(batches.flat())
    expect(log.before(Infinity, 10, 'anybody')).toEqual({ events: batches.flat(), more: false })
    expect(log.find('never said')).toBeNull()
    log.close()
    const next = open()
    expect(texts(next.before(Infinity, 10, 'anybody').events)).toEqual(['stored'])
    // Numbers that somebody has seen do not come again.
    expect(next.lastSeq).toBeGreaterThan(4)
    expect(next.after(4, 10)).toEqual([])
    next.close()
  })

  test('on a disk that breaks says so once, and gives what is at hand', () => {
    let broken = false
    const work = <Value>(value: Value): Value => {
      if (broken) throw new StoreFailure('cannot-write', 'The disk is broken.')
      return value
    }
    const store: LogStore = {
      key: createRoomKey(),
      interruption: null,
      lastSeq: 0,
      append: () => work(undefined),
      before: () => work({ events: [], more: false }),
      find: () => work(null),
      findErased: () => work(null),
      rules: null,
      saveRules: () => work(undefined),
      receipts: noReceipts,
      saveReceipts: () => work(undefined),
      prune: () => work(undefined),
      sync: () => work(undefined),
      close: () => {},
    }
    const log = new RoomLog({ store })
    const { batches, unsaved } = heard(log)
    broken = true
    expect(log.find('never said')).toBeNull()
    fill(log, 1000)
    expect(unsaved).toHaveLength(1)
    const all = batches.flat()
    expect(log.before(Infinity, 1000, 'anybody')).toEqual({ events: all, more: false })
    expect(log.before(Infinity, 999, 'anybody')).toEqual({ events: all.slice(1), more: true })
    expect(log.find('never said')).toBeNull()
    expect(unsaved).toHaveLength(1)
    log.close()
  })

  test('erases what is too old or too much, also of what is at hand', () => {
    const delays: (() => void)[] = []
    let now = 0
    const log = new RoomLog({
      store: RoomStore.open(folder),
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

describe('a folder that cannot be used', () => {
  test('is said, and the room opens without it', () => {
    const complaints: string[] = []
    writeFileSync(path.join(folder, 'taken'), '')
    const log = openRoomLog(path.join(folder, 'taken'), (sentence) => complaints.push(sentence))
    expect(complaints).toEqual([expect.stringMatching(/^This conversation is not kept\. .*taken/)])
    expect(complaints[0]).not.toContain('another room')
    expect(log.retention.stored).toBe(false)
    log.append(said('heard all the same'))
    log.flush()
    expect(texts(log.after(0, 10))).toEqual(['heard all the same'])
  })

  test('another room in it is left alone', () => {
    const complaints: string[] = []
    const first = openRoomLog(folder, (sentence) => complaints.push(sentence))
    const second = openRoomLog(folder, (sentence) => complaints.push(sentence))
    expect(complaints).toEqual([
      expect.stringMatching(
        / is in use by another program\. .* This is another room than the one that is kept there: /,
      ),
    ])
    expect([first.retention.stored, second.retention.stored]).toEqual([true, false])
    expect(second.roomId).not.toBe(first.roomId)
    first.close()
  })
})

describe('a full disk', () => {
  test('opens the same room, even where it must be kept', () => {
    const first = openRoomLog(folder, (sentence) => expect.fail(sentence))
    first.append(said('before'))
    first.close()
    using _ = new FullDisk()
    const log = openRoomLog(folder, (sentence) => expect.fail(sentence), { insists: true })
    expect([log.roomId, log.isInterrupted]).toEqual([first.roomId, true])
    expect(texts(log.before(Infinity, 10, 'anybody').events)).toEqual(['before'])
    log.close()
  })

  test('that has no room for a number opens another room, and says so', () => {
    const complaints: string[] = []
    const first = openRoomLog(folder, (sentence) => expect.fail(sentence))
    first.close()
    mkdirSync(path.join(folder, 'room.taken-up-to-1000000000'))
    using _ = new FullDisk()
    const log = openRoomLog(folder, (sentence) => complaints.push(sentence))
    expect(complaints).toEqual([
      expect.stringMatching(/^This conversation is not kept\. .* This is another room than /),
    ])
    expect([log.roomId === first.roomId, log.isInterrupted]).toEqual([false, false])
    log.close()
  })
})

test('a clock that is wrong for one start does not cost the conversation', () => {
  const time = new ManualTime()
  const openAt = (days: number): RoomLog =>
    new RoomLog({ store: RoomStore.open(folder), clock: () => time.clock() + days * dayMs, timers: time })
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
