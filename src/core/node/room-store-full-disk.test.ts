/** A stored room whose disk is full, while it is open and when it is opened. */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FullDisk } from '../../../e2e/peers/small-disk.ts'
import { everything, said, StoreFolder } from '../../../e2e/peers/store-folder.ts'
import { RoomStore } from './room-store.ts'

let folder: StoreFolder

beforeEach(() => (folder = new StoreFolder()))
afterEach(() => folder[Symbol.dispose]())

describe('a file that cannot be used', () => {
  test('a full disk: nothing of the batch is stored, and what was before is still there', () => {
    const store = RoomStore.open(folder.path, { maxBytes: 100_000 })
    store.append([said(1)])
    const batch = Array.from({ length: 1000 }, (_, index) => said(index + 2, 'x'.repeat(1000)))
    expect(() => store.append(batch)).toThrow(`${folder.file} cannot be written: the disk is full.`)
    expect(everything(store)).toEqual([said(1)])
    store.close()
    const next = folder.open()
    expect(everything(next)).toEqual([said(1)])
    next.close()
  })
})

describe('a room that is opened while the disk is full', () => {
  test('is the same room, which can be read, and written once there is space', () => {
    const before = folder.open()
    before.append([said(1)])
    before.saveRules({ topic: 'Lunch' })
    before.close()
    const disk = new FullDisk()
    const store = folder.open()
    expect(store.interruption).toMatchObject({ code: 'disk-full' })
    expect([store.key.roomId, everything(store), store.rules]).toEqual([
      before.key.roomId,
      [said(1)],
      { topic: 'Lunch' },
    ])
    expect(() => store.append([said(2)])).toThrow('the disk is full')
    disk[Symbol.dispose]()
    store.append([said(3)])
    store.close()
    const next = folder.open()
    expect([next.interruption, everything(next)]).toEqual([null, [said(1), said(3)]])
    next.close()
    expect([readdirSync(folder.path), folder.complaints]).toEqual([['room.sqlite'], []])
  })

  test('gives no number twice, however often that happens', () => {
    const first = folder.open()
    first.append([said(1)])
    first.close()
    let given = 1
    for (const isFull of [true, true, false, false, true, false]) {
      using _ = isFull ? new FullDisk() : null
      const store = folder.open()
      expect(store.lastSeq).toBeGreaterThanOrEqual(given)
      // Somebody may have seen so many, though nothing of it is in the file.
      given = store.lastSeq + (isFull ? 1_000_000 : 0)
      store.close(!isFull)
    }
    expect(readdirSync(folder.path)).toEqual(['room.sqlite'])
  })

  test('is not opened if not even its numbers can be noted, nor if it is not there yet', () => {
    folder.open().close()
    using _ = new FullDisk()
    mkdirSync(path.join(folder.path, 'room.taken-up-to-1000000000'))
    expect(folder.failureToOpen().message).toBe(`${folder.file} cannot be written: the disk is full.`)
    expect(folder.failureToOpen(path.join(folder.path, 'new')).code).toBe('disk-full')
  })
})
