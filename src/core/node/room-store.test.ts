/** A room on disk: what it keeps, for whom, and how surely. */
import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everything, said, StoreFolder } from '../../../e2e/peers/store-folder.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { dayMs, keptEvents } from '../common/native/retention.ts'
import { RoomStore } from './room-store.ts'
import { StoreFailure } from './store-failure.ts'

let folder: StoreFolder

beforeEach(() => (folder = new StoreFolder()))
afterEach(() => folder[Symbol.dispose]())

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
        const ownFolder = path.join(folder.path, String(runs++))
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
    const own = path.join(folder.path, 'rooms', 'default')
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
    const first = folder.open()
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
    const second = folder.open()
    expect(second.receipts).toEqual({ audiences: [audience(1, 4), audience(5, 7)], received: [['key:b', 7]] })
    second.prune({ messages: 2, days: 1000 }, 0)
    expect(second.receipts.audiences).toEqual([audience(5, 7)])
    second.saveReceipts({ audiences: [], received: [], forgotten: [], oldestSeq: 8 })
    expect(second.receipts.audiences).toEqual([])
    second.close()
  })

  test('stores a batch whole or not at all', () => {
    const store = folder.open()
    store.append([said(1)])
    expect(() => store.append([said(2), said(1)])).toThrow(StoreFailure)
    expect(everything(store)).toEqual([said(1)])
    // Nor does it count.
    store.prune({ messages: 1, days: Infinity }, 0)
    expect(everything(store)).toEqual([said(1)])
    store.close()
    // What was not stored may have been seen by somebody.
    const next = folder.open()
    expect(next.lastSeq).toBeGreaterThan(2)
    next.close()
  })
})

test('waiting for the disk loses nothing, and leaves the pace as it was', () => {
  const store = folder.open()
  store.append([said(1)])
  store.sync()
  store.append([said(2)])
  store.sync()
  expect(everything(store)).toEqual([said(1), said(2)])
  store.close()
  expect(folder.open().lastSeq).toBe(2)
})

test('numbers that were given out and not stored are not given out again', () => {
  const store = folder.open()
  store.append([said(1)])
  store.close(false)
  // More than any disk is full for, and nothing that a number could not hold after a million such ends.
  expect(folder.open().lastSeq).toBe(1_000_000_001)
})

describe('the key of a room', () => {
  const question = { clientNonce: 'bm9uY2U=', hostNonce: 'bm9uY2U=', clientKey: 'a2V5' }

  test('is in its file', () => {
    const first = folder.open()
    first.close()
    const second = folder.open()
    expect(second.key.roomId).toBe(first.key.roomId)
    expect(second.key.prove(question)).toEqual(first.key.prove(question))
    second.close()
  })
})
