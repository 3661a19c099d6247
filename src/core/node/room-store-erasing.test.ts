/** What a stored room erases is gone, and its numbers and ids do not come again. */
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everything, said, StoreFolder } from '../../../e2e/peers/store-folder.ts'
import { dayMs } from '../common/native/retention.ts'
import { RoomStore } from './room-store.ts'

let folder: StoreFolder

beforeEach(() => (folder = new StoreFolder()))
afterEach(() => folder[Symbol.dispose]())

describe('a room on disk', () => {
  test('leaves nothing in the file of what it erased', () => {
    const store = folder.open()
    store.append([said(1, 'a secret of its time'), said(2, 'news')])
    store.prune({ messages: 1, days: 1 }, 0)
    store.close()
    const bytes = readFileSync(folder.file, 'latin1')
    expect(bytes).toContain('news')
    expect(bytes).not.toContain('secret')
  })

  test('remembers the newest 50,000 that it has erased, and all that it keeps', () => {
    const store = folder.open()
    store.append(Array.from({ length: 50_001 }, (_, index) => said(index + 1)))
    store.prune({ messages: 1, days: Infinity }, 0)
    expect(store.findErased('key:a', 'm1')).toEqual({ seq: 1, at: 1 })
    expect(store.findErased('key:b', 'm1')).toBeNull()
    store.append([said(50_002), said(50_003)])
    store.prune({ messages: 1, days: Infinity }, 0)
    const places = ['m2', 'm3', 'm50002', 'm50003'].map((id) => store.findErased('key:a', id)?.seq)
    expect(places).toEqual([undefined, 3, 50_002, undefined])
    expect(store.find('m50003')).toEqual(said(50_003))
    store.close()
  })

  test('never gives a number twice, not even when everything was erased', () => {
    const first = folder.open()
    first.append([said(1), said(2)])
    first.prune({ messages: 10, days: 1 }, 10 * dayMs)
    first.close()
    const second = folder.open()
    expect(everything(second)).toEqual([])
    expect(second.lastSeq).toBe(2)
    second.close()
  })

  test('never gives a number twice, not even when everything was erased and the program died', () => {
    const store = folder.open()
    store.append([said(1_000_000)])
    store.prune({ messages: 10, days: 1 }, 10_000_000 * dayMs)
    // What a dead program leaves behind.
    const remains = path.join(folder.path, 'remains')
    mkdirSync(remains)
    for (const name of ['room.sqlite', 'room.sqlite-wal'])
      copyFileSync(path.join(folder.path, name), path.join(remains, name))
    store.close()
    const next = RoomStore.open(remains)
    expect(next.lastSeq).toBeGreaterThan(1_000_000)
    next.close()
  })
})

test('what waits for the disk writes something, even after an erasure that has written the same', () => {
  const store = folder.open()
  store.append([said(1)])
  store.prune({ messages: 10, days: Infinity }, 0)
  const before = statSync(`${folder.file}-wal`).size
  store.sync()
  expect(statSync(`${folder.file}-wal`).size).toBeGreaterThan(before)
  store.close()
})
