/** What a log takes, tells and gives again, whether it is stored or not. */
import { once } from 'node:events'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { author, fill, heard, said, texts } from '../../../e2e/peers/log-telling.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { openRoomLog } from './open-room-log.ts'
import { recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

let folder: TemporaryFolder

beforeEach(() => (folder = new TemporaryFolder()))
afterEach(() => folder[Symbol.dispose]())

describe.each(['stored', 'not stored'])('a log that is %s', (kind) => {
  let log: RoomLog
  beforeEach(() => (log = openRoomLog(kind === 'stored' ? folder.path : null, (sentence) => expect.fail(sentence))))
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
    const first = openRoomLog(folder.path, (sentence) => expect.fail(sentence))
    first.append(said('one', 'first-id'))
    first.close()
    const second = openRoomLog(folder.path, (sentence) => expect.fail(sentence))
    expect([second.roomId, second.lastSeq]).toEqual([first.roomId, 1])
    expect(second.find('first-id')).toMatchObject({ seq: 1 })
    expect(texts(second.after(0, 10))).toEqual(['one'])
    second.append(said('two'))
    second.close()
  })

  test('gives the same pages, whether they are at hand or on the disk', () => {
    const log = openRoomLog(folder.path, (sentence) => expect.fail(sentence))
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
    const store = RoomStore.open(folder.path)
    const log = new RoomLog({ store })
    let direct = 0
    const only = (count: number): void => {
      for (let index = 0; index < count; index++) {
        log.append({
          type: 'message',
          id: `d${direct++}`,
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
    const store = RoomStore.open(folder.path)
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
})
