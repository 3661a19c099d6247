import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FullDisk } from '../../../e2e/peers/small-disk.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { dayMs, keptEvents } from '../common/native/retention.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'

let folder: string
let file: string
const complaints: string[] = []
const open = (): RoomStore => RoomStore.open(folder, { complain: (sentence) => complaints.push(sentence) })

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-store-'))
  file = path.join(folder, 'room.sqlite')
  complaints.length = 0
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
const said = (seq: number, text = `text ${seq}`): LogEvent => {
  return { type: 'message', seq, at: seq, id: `m${seq}`, author, text }
}
const everything = (store: RoomStore): LogEvent[] => store.before(Infinity, 100_000).events

/** The failure of opening a folder, which must be one in words. */
function failureToOpen(where = folder): StoreFailure {
  try {
    RoomStore.open(where).close()
  } catch (error) {
    if (error instanceof StoreFailure) return error
    throw error
  }
  throw new Error('The folder could be opened.')
}

const nickname = fc.string({ unit: 'binary', minLength: 1, maxLength: 8 })
const unnumbered = fc.oneof(
  fc.record({
    type: fc.constant('message' as const),
    id: fc.uuid(),
    author: fc.record({ personId: fc.string(), nickname, kind: fc.constantFrom('host', 'native', 'classic') }),
    text: fc.string({ unit: 'binary' }),
  }),
  fc.record({ type: fc.constant('left' as const), personId: fc.string(), nickname }),
)
const step = fc.oneof(
  fc.record({
    do: fc.constant('append' as const),
    events: fc.array(fc.record({ skip: fc.nat(3), at: fc.nat(1000), body: unnumbered }), { maxLength: 12 }),
  }),
  fc.record({ do: fc.constant('prune' as const), messages: fc.nat(8), now: fc.nat(700) }),
  fc.record({ do: fc.constant('page' as const), before: fc.nat(300), limit: fc.nat(20) }),
  fc.record({ do: fc.constant('reopen' as const) }),
)

describe('a room on disk', () => {
  test('is what an array would be', () => {
    let runs = 0
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const ownFolder = path.join(folder, String(runs++))
        let store = RoomStore.open(ownFolder)
        const { roomId } = store.key
        let [model, lastSeq]: [LogEvent[], number] = [[], 0]
        for (const step of steps) {
          if (step.do === 'append') {
            const events = step.events.map(({ skip, at, body }) => ({ ...body, at, seq: (lastSeq += 1 + skip) }))
            store.append(events)
            model.push(...events)
          } else if (step.do === 'prune') {
            const retention = { messages: step.messages, days: 500 / dayMs }
            store.prune(retention, step.now)
            model = keptEvents(model, retention, step.now)
          } else if (step.do === 'page') {
            const older = model.filter(({ seq }) => seq < step.before)
            const events = older.slice(Math.max(0, older.length - step.limit))
            expect(store.before(step.before, step.limit)).toEqual({ events, more: older.length > step.limit })
          } else {
            store.close()
            store = RoomStore.open(ownFolder)
          }
          expect(everything(store)).toEqual(model)
          expect([store.key.roomId, store.lastSeq]).toEqual([roomId, lastSeq])
        }
        for (const event of model) {
          if (event.type !== 'message') continue
          expect(store.find(event.id)).toEqual(event)
        }
        expect(store.find('never said')).toBeNull()
        store.close()
        expect(readdirSync(ownFolder)).toEqual(['room.sqlite'])
      }),
      { numRuns: 60 },
    )
  })

  test.runIf(process.platform !== 'win32')('is for the eyes of its owner', () => {
    const own = path.join(folder, 'rooms', 'default')
    const store = RoomStore.open(own)
    store.append([said(1)])
    expect(statSync(own).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(own)) expect(statSync(path.join(own, name)).mode & 0o777).toBe(0o600)
    store.close()
  })

  test('keeps who has what, as long as it keeps the messages', () => {
    const audience = (firstSeq: number, lastSeq: number) => {
      return { firstSeq, lastSeq, people: [['key:b', 'Bo', true] as const] }
    }
    const first = open()
    first.append([said(1), said(5), said(6)])
    first.saveReceipts({
      audiences: [audience(1, 4), audience(5, 6)],
      received: [
        ['key:b', 4],
        ['key:c', 4],
      ],
      forgotten: [],
      oldestSeq: 0,
    })
    first.saveReceipts({ audiences: [audience(5, 7)], received: [['key:b', 7]], forgotten: ['key:c'], oldestSeq: 0 })
    first.close()
    const second = open()
    expect(second.receipts).toEqual({ audiences: [audience(1, 4), audience(5, 7)], received: [['key:b', 7]] })
    second.prune({ messages: 2, days: 1000 }, 0)
    expect(second.receipts.audiences).toEqual([audience(5, 7)])
    second.saveReceipts({ audiences: [], received: [], forgotten: [], oldestSeq: 8 })
    expect(second.receipts.audiences).toEqual([])
    second.close()
  })

  test('leaves nothing in the file of what it erased', () => {
    const store = open()
    store.append([said(1, 'a secret of its time'), said(2, 'news')])
    store.prune({ messages: 1, days: 1 }, 0)
    store.close()
    const bytes = readFileSync(file, 'latin1')
    expect(bytes).toContain('news')
    expect(bytes).not.toContain('secret')
  })

  test('remembers the newest 50,000 that it has erased, and all that it keeps', () => {
    const store = open()
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
    const first = open()
    first.append([said(1), said(2)])
    first.prune({ messages: 10, days: 1 }, 10 * dayMs)
    first.close()
    const second = open()
    expect(everything(second)).toEqual([])
    expect(second.lastSeq).toBe(2)
    second.close()
  })

  test('never gives a number twice, not even when everything was erased and the program died', () => {
    const store = open()
    store.append([said(1_000_000)])
    store.prune({ messages: 10, days: 1 }, 10_000_000 * dayMs)
    // What a dead program leaves behind.
    const remains = path.join(folder, 'remains')
    mkdirSync(remains)
    for (const name of ['room.sqlite', 'room.sqlite-wal'])
      copyFileSync(path.join(folder, name), path.join(remains, name))
    store.close()
    const next = RoomStore.open(remains)
    expect(next.lastSeq).toBeGreaterThan(1_000_000)
    next.close()
  })

  test('stores a batch whole or not at all', () => {
    const store = open()
    store.append([said(1)])
    expect(() => store.append([said(2), said(1)])).toThrow(StoreFailure)
    expect(everything(store)).toEqual([said(1)])
    // Nor does it count.
    store.prune({ messages: 1, days: Infinity }, 0)
    expect(everything(store)).toEqual([said(1)])
    store.close()
    // What was not stored may have been seen by somebody.
    const next = open()
    expect(next.lastSeq).toBeGreaterThan(2)
    next.close()
  })
})

describe('a file that cannot be used', () => {
  test('is in use, as long as somebody uses it', () => {
    const store = open()
    const failure = failureToOpen()
    expect(failure.code).toBe('in-use')
    expect(failure.message).toBe(`${file} is in use by another program. Is this room open there already?`)
    store.append([said(1)])
    store.close()
    const next = open()
    expect(everything(next)).toEqual([said(1)])
    next.close()
  })

  test('is in use by another process, too', () => {
    const store = open()
    const script = `
      import { RoomStore } from ${JSON.stringify(path.join(import.meta.dirname, 'room-store.ts'))}
      try { RoomStore.open(${JSON.stringify(folder)}) } catch (error) { process.stdout.write(error.code) }`
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect([other.stdout, other.stderr]).toEqual(['in-use', ''])
    store.append([said(1)])
    store.close()
  })

  const garbage = 'This is no database. '.repeat(1000)
  test.each([
    ['is no database', () => writeFileSync(file, garbage)],
    ['has lost its middle', () => writeFileSync(file, withHole(readFileSync(file)))],
    ['was cut off', () => writeFileSync(file, readFileSync(file).subarray(0, 20_000))],
  ])('%s: is set aside whole and said, and a new room begins', (_, damage) => {
    const first = open()
    first.append(Array.from({ length: 2000 }, (_, index) => said(index + 1)))
    first.close()
    damage()
    const damaged = readFileSync(file)
    const fresh = open()
    expect(fresh.key.roomId).not.toBe(first.key.roomId)
    expect([fresh.lastSeq, everything(fresh)]).toEqual([0, []])
    fresh.append([said(1)])
    fresh.close()
    const aside = readdirSync(folder).find((name) => name.startsWith('room.damaged-')) ?? ''
    expect(readFileSync(path.join(folder, aside)).equals(damaged)).toBe(true)
    expect(complaints).toEqual([expect.stringContaining(aside)])
  })

  test('was written by a newer program: it is left as it is', () => {
    open().close()
    const database = new DatabaseSync(file)
    database.exec('PRAGMA user_version = 1000')
    database.close()
    expect(failureToOpen().message).toBe(`${file} was written by a newer Snug. Update this one to open it.`)
    expect(readdirSync(folder)).toEqual(['room.sqlite'])
  })

  test('a file stands where the folder should be', () => {
    const taken = path.join(folder, 'taken')
    writeFileSync(taken, '')
    expect(failureToOpen(taken).code).toBe('cannot-open')
  })

  test('a full disk: nothing of the batch is stored, and what was before is still there', () => {
    const store = RoomStore.open(folder, { maxBytes: 100_000 })
    store.append([said(1)])
    const batch = Array.from({ length: 1000 }, (_, index) => said(index + 2, 'x'.repeat(1000)))
    expect(() => store.append(batch)).toThrow(`${file} cannot be written: the disk is full.`)
    expect(everything(store)).toEqual([said(1)])
    store.close()
    const next = open()
    expect(everything(next)).toEqual([said(1)])
    next.close()
  })

  test.runIf(process.platform !== 'win32')('a folder that may only be read', () => {
    mkdirSync(path.join(folder, 'locked'))
    chmodSync(path.join(folder, 'locked'), 0o500)
    chmodSync(folder, 0o755)
    const script = `
      import { RoomStore } from ${JSON.stringify(path.join(import.meta.dirname, 'room-store.ts'))}
      // Nothing is read-only to the administrator.
      if (process.getuid() === 0) process.setuid(65534)
      try { RoomStore.open(${JSON.stringify(path.join(folder, 'locked'))}) } catch (error) { process.stdout.write(error.code) }`
    const other = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    expect([other.stdout, other.stderr]).toEqual(['read-only', ''])
  })
})

/** The same bytes with every page but the first and the last few made unreadable. */
function withHole(bytes: Buffer): Buffer {
  return Buffer.from(bytes).fill(0xff, 8192, bytes.length - 8192)
}

test('waiting for the disk loses nothing, and leaves the pace as it was', () => {
  const store = open()
  store.append([said(1)])
  store.sync()
  store.append([said(2)])
  store.sync()
  expect(everything(store)).toEqual([said(1), said(2)])
  store.close()
  expect(open().lastSeq).toBe(2)
})

test('what waits for the disk writes something, even after an erasure that has written the same', () => {
  const store = open()
  store.append([said(1)])
  store.prune({ messages: 10, days: Infinity }, 0)
  const before = statSync(`${file}-wal`).size
  store.sync()
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(before)
  store.close()
})

test('numbers that were given out and not stored are not given out again', () => {
  const store = open()
  store.append([said(1)])
  store.close(false)
  // More than any disk is full for, and nothing that a number could not hold after a million such ends.
  expect(open().lastSeq).toBe(1_000_000_001)
})

describe('a room that is opened while the disk is full', () => {
  test('is the same room, which can be read, and written once there is space', () => {
    const before = open()
    before.append([said(1)])
    before.saveRules({ topic: 'Lunch' })
    before.close()
    const disk = new FullDisk()
    const store = open()
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
    const next = open()
    expect([next.interruption, everything(next)]).toEqual([null, [said(1), said(3)]])
    next.close()
    expect([readdirSync(folder), complaints]).toEqual([['room.sqlite'], []])
  })

  test('gives no number twice, however often that happens', () => {
    const first = open()
    first.append([said(1)])
    first.close()
    let given = 1
    for (const isFull of [true, true, false, false, true, false]) {
      using _ = isFull ? new FullDisk() : null
      const store = open()
      expect(store.lastSeq).toBeGreaterThanOrEqual(given)
      // Somebody may have seen so many, though nothing of it is in the file.
      given = store.lastSeq + (isFull ? 1_000_000 : 0)
      store.close(!isFull)
    }
    expect(readdirSync(folder)).toEqual(['room.sqlite'])
  })

  test('is not opened if not even its numbers can be noted, nor if it is not there yet', () => {
    open().close()
    using _ = new FullDisk()
    mkdirSync(path.join(folder, 'room.taken-up-to-1000000000'))
    expect(failureToOpen().message).toBe(`${file} cannot be written: the disk is full.`)
    expect(failureToOpen(path.join(folder, 'new')).code).toBe('disk-full')
  })
})

test('a body that is damaged is a damaged file', () => {
  const store = open()
  store.append([said(1)])
  store.close()
  const bytes = readFileSync(file)
  bytes.write('!', bytes.indexOf('{"type":"message"'))
  writeFileSync(file, bytes)
  const next = open()
  expect(everything(next)).toEqual([])
  expect(complaints).toHaveLength(1)
  next.close()
})

describe('the key of a room', () => {
  const question = { clientNonce: 'bm9uY2U=', hostNonce: 'bm9uY2U=', clientKey: 'a2V5' }

  test('is in its file', () => {
    const first = open()
    first.close()
    const second = open()
    expect(second.key.roomId).toBe(first.key.roomId)
    expect(second.key.prove(question)).toEqual(first.key.prove(question))
    second.close()
  })

  test('that is damaged is a damaged file', () => {
    const store = open()
    store.close()
    const database = new DatabaseSync(file)
    database.exec("UPDATE room SET key = 'no key'")
    database.close()
    const next = open()
    expect(next.key.roomId).not.toBe(store.key.roomId)
    expect(complaints).toHaveLength(1)
    next.close()
  })
})
