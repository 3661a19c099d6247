/** A log whose disk is full or breaks, and folders that it cannot be kept in. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fill, heard, said, texts } from '../../../e2e/peers/log-telling.ts'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { FullDisk } from '../../../e2e/peers/small-disk.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import { noReceipts } from '../common/native/stored-receipts.ts'
import type { LogStore } from './log-saving.ts'
import { openRoomLog } from './open-room-log.ts'
import { createRoomKey } from './room-key.ts'
import { RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'

let folder: TemporaryFolder

beforeEach(() => (folder = new TemporaryFolder()))
afterEach(() => folder[Symbol.dispose]())

describe('a stored log', () => {
  test('says at once that it could not be brought to the disk', () => {
    const time = new ManualTime()
    const store = RoomStore.open(folder.path)
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
    const open = (): RoomLog => new RoomLog({ store: RoomStore.open(folder.path, { maxBytes: 100_000 }) })
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
})

describe('a folder that cannot be used', () => {
  test('is said, and the room opens without it', () => {
    const complaints: string[] = []
    writeFileSync(path.join(folder.path, 'taken'), '')
    const log = openRoomLog(path.join(folder.path, 'taken'), (sentence) => complaints.push(sentence))
    expect(complaints).toEqual([expect.stringMatching(/^This conversation is not kept\. .*taken/)])
    expect(complaints[0]).not.toContain('another room')
    expect(log.retention.stored).toBe(false)
    log.append(said('heard all the same'))
    log.flush()
    expect(texts(log.after(0, 10))).toEqual(['heard all the same'])
  })

  test('another room in it is left alone', () => {
    const complaints: string[] = []
    const first = openRoomLog(folder.path, (sentence) => complaints.push(sentence))
    const second = openRoomLog(folder.path, (sentence) => complaints.push(sentence))
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
    const first = openRoomLog(folder.path, (sentence) => expect.fail(sentence))
    first.append(said('before'))
    first.close()
    using _ = new FullDisk()
    const log = openRoomLog(folder.path, (sentence) => expect.fail(sentence), { insists: true })
    expect([log.roomId, log.isInterrupted]).toEqual([first.roomId, true])
    expect(texts(log.before(Infinity, 10, 'anybody').events)).toEqual(['before'])
    log.close()
  })

  test('that has no room for a number opens another room, and says so', () => {
    const complaints: string[] = []
    const first = openRoomLog(folder.path, (sentence) => expect.fail(sentence))
    first.close()
    mkdirSync(path.join(folder.path, 'room.taken-up-to-1000000000'))
    using _ = new FullDisk()
    const log = openRoomLog(folder.path, (sentence) => complaints.push(sentence))
    expect(complaints).toEqual([
      expect.stringMatching(/^This conversation is not kept\. .* This is another room than /),
    ])
    expect([log.roomId === first.roomId, log.isInterrupted]).toEqual([false, false])
    log.close()
  })
})
