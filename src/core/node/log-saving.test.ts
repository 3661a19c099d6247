/** What becomes of a room that is stored while its disk is full, and after that. */
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { FullDisk, SmallDisk } from '../../../e2e/peers/small-disk.ts'
import { TemporaryFolder } from '../../../e2e/peers/temporary-folder.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { type LogEventBody, recentEvents, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

const minute = 60_000
const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
const { personId } = author

let folder: TemporaryFolder
let disk: SmallDisk
let time: ManualTime
let told: unknown[]
beforeEach(() => {
  folder = new TemporaryFolder()
  disk = new SmallDisk()
  time = new ManualTime()
  told = []
})
afterEach(() => folder[Symbol.dispose]())

function open(where = folder.path): RoomLog {
  const log = new RoomLog({ store: disk.holding(RoomStore.open(where)), clock: time.clock, timers: time })
  log.on('unsaved', (why) => told.push(why))
  log.on('saved', (isWhole) => told.push(isWhole))
  return log
}

function say(log: RoomLog, id: string, text = id, replyTo?: string): void {
  const quote = replyTo === undefined ? {} : { replyTo: { id: replyTo, nickname: 'Amara', excerpt: `of ${replyTo}` } }
  perform(log, { type: 'message', id, author, text, ...quote })
}

function perform(log: RoomLog, body: LogEventBody): void {
  log.append(body)
  log.flush()
}

/** What is in the file. */
function stored(where = folder.path): {
  readonly events: LogEvent[]
  readonly rules: unknown
  readonly lastSeq: number
} {
  const store = RoomStore.open(where)
  const found = { events: store.before(Infinity, 10_000).events, rules: store.rules, lastSeq: store.lastSeq }
  store.close()
  return found
}

const idsOf = (events: readonly LogEvent[]): unknown[] => events.map((event) => ('id' in event ? event.id : event.type))

describe('a disk that is full', () => {
  test('and has space again gets what was said, changed and laid down meanwhile', () => {
    const log = open()
    say(log, 'm1')
    say(log, 'm2', 'secret')
    say(log, 'm3', 'an answer', 'm2')
    disk.fault = 'disk-full'
    say(log, 'm4')
    expect(told).toEqual([expect.stringMatching(/^The disk is full\. .* unless there is space again/)])
    expect([log.retention.stored, log.isInterrupted]).toEqual([false, true])
    perform(log, { type: 'edited', id: 'e1', target: 'm1', personId, text: 'edited' })
    perform(log, { type: 'deleted', id: 'd1', target: 'm2', personId })
    log.saveRules({ topic: 'Lunch' })
    time.advance(3 * minute)
    expect(told).toHaveLength(1)
    disk.fault = null
    time.advance(minute)
    expect(told.slice(1)).toEqual([true])
    expect([log.retention.stored, log.isInterrupted]).toEqual([true, false])
    say(log, 'm5')
    const known = log.before(Infinity, 100, 'anybody').events
    expect(idsOf(known)).toEqual(['m1', 'm2', 'm3', 'm4', 'e1', 'd1', 'm5'])
    log.close()
    expect(stored()).toMatchObject({ events: known, rules: { topic: 'Lunch' } })
    expect(JSON.stringify(stored().events)).not.toMatch(/secret|of m2/)
    // As after every failure, numbers are skipped rather than given twice.
    expect(stored().lastSeq).toBeGreaterThan(7)
  })

  test('is told each time', () => {
    const log = open()
    for (const _ of [1, 2]) {
      disk.fault = 'disk-full'
      say(log, `m${told.length}`)
      disk.fault = null
      time.advance(minute)
    }
    expect(told).toEqual([expect.any(String), true, expect.any(String), true])
    log.close()
    expect(idsOf(stored().events)).toEqual(['m0', 'm2'])
  })

  test('for too long leaves a gap, and nothing of what was taken back', () => {
    const log = open()
    say(log, 'm1', 'secret')
    say(log, 'm2', 'an answer', 'm1')
    disk.fault = 'disk-full'
    say(log, 'lost')
    perform(log, { type: 'deleted', id: 'd1', target: 'm1', personId })
    perform(log, {
      type: 'reacted',
      id: 'r1',
      target: 'm2',
      person: { personId, nickname: 'Amara' },
      emoji: '👍',
      on: true,
    })
    for (let count = 0; count < recentEvents; count++) say(log, `later ${count}`)
    disk.fault = null
    time.advance(minute)
    expect(told.slice(1)).toEqual([false])
    log.close()
    const { events } = stored()
    expect(idsOf(events).slice(0, 4)).toEqual(['m1', 'm2', 'd1', 'later 0'])
    expect(events[1]).toMatchObject({ replyTo: { excerpt: '' }, reactions: [{ emoji: '👍' }] })
    expect(JSON.stringify(events)).not.toMatch(/secret|of m1/)
    expect(events).toHaveLength(3 + recentEvents)
  })

  test.each(['disk-full', 'cannot-write'] as const)('(%s) does not bring back what was taken back', (fault) => {
    const log = open()
    say(log, 'm1', 'secret')
    say(log, 'm2', 'an answer', 'm1')
    perform(log, { type: 'edited', id: 'e1', target: 'm1', personId, text: 'the secret' })
    for (let count = 0; count < 10; count++) say(log, `before ${count}`)
    disk.fault = fault
    perform(log, { type: 'deleted', id: 'd1', target: 'm1', personId })
    perform(log, { type: 'edited', id: 'e2', target: 'm2', personId, text: 'no answer' })
    for (let count = 0; count < recentEvents; count++) say(log, `later ${count}`)
    const expected = ['m1', 'm2', ...Array.from({ length: 10 }, (_, count) => `before ${count}`), 'd1', 'later 0']
    const { events, more } = log.before(Infinity, 5000, 'anybody')
    expect([idsOf(events).slice(0, expected.length), more]).toEqual([expected, false])
    expect(JSON.stringify(events)).not.toMatch(/secret|of m1|an answer/)
    // However small the pages are: one that has nothing left in it is not the end.
    const paged: LogEvent[] = []
    for (let before = Infinity; ; before = paged[0]?.seq ?? 0) {
      const page = log.before(before, 1, 'anybody')
      paged.unshift(...page.events)
      if (!page.more) break
    }
    expect(paged).toEqual(events)
    expect([log.find('m1'), log.find('m2')]).toMatchObject([{ text: '', deleted: true }, { text: 'no answer' }])
    expect(log.find('d1')).toMatchObject({ type: 'deleted' })
    // Whoever asks again for what is gone is told that it was done.
    expect([log.find('e1'), log.findErased(personId, 'e1'), log.findErased('key:b', 'e1')]).toEqual([
      null,
      { seq: 3, at: time.now() },
      null,
    ])
    log.close()
  })

  test('for however much does not have numbers given twice', () => {
    const log = open()
    disk.fault = 'disk-full'
    for (let count = 0; count < 100_010; count++) log.append({ type: 'message', id: `m${count}`, author, text: 'x' })
    log.close()
    expect(stored().lastSeq).toBeGreaterThan(log.lastSeq)
  })

  test('and has space when the room closes gets everything then', () => {
    const log = open()
    disk.fault = 'disk-full'
    say(log, 'm1')
    disk.fault = null
    log.close()
    expect(idsOf(stored().events)).toEqual(['m1'])
    expect(told).toHaveLength(1)
  })

  test('is found so at the last moment, too', () => {
    const log = open()
    say(log, 'm1')
    disk.fault = 'disk-full'
    time.advance(1000)
    say(log, 'm2')
    log.close()
    expect(idsOf(stored().events)).toEqual(['m1'])
    expect(told).toHaveLength(1)
  })
})

describe('a disk that is full already when the room is opened', () => {
  test('is tried again like one that becomes so', () => {
    const before = open()
    say(before, 'm1', 'secret')
    before.saveRules({ topic: 'Lunch' })
    before.close()
    const full = new FullDisk()
    const log = open()
    expect([log.roomId, log.rules]).toEqual([before.roomId, { topic: 'Lunch' }])
    expect([log.retention.stored, log.isInterrupted, told]).toEqual([false, true, []])
    // By then somebody listens.
    time.advance(0)
    expect(told).toEqual([expect.stringMatching(/the disk is full\. .* unless there is space again/)])
    say(log, 'm2')
    perform(log, { type: 'deleted', id: 'd1', target: 'm1', personId })
    log.saveRules({ topic: 'Dinner' })
    time.advance(minute)
    expect([log.isInterrupted, told.length]).toEqual([true, 1])
    full[Symbol.dispose]()
    time.advance(minute)
    expect([log.isInterrupted, log.retention.stored, told.slice(1)]).toEqual([false, true, [true]])
    log.close()
    const { events, rules, lastSeq } = stored()
    expect([idsOf(events), rules]).toEqual([['m1', 'm2', 'd1'], { topic: 'Dinner' }])
    expect(JSON.stringify(events)).not.toContain('secret')
    expect(lastSeq).toBeGreaterThan(log.lastSeq)
  })

  test('and stays so has no number given twice', () => {
    const before = open()
    say(before, 'm1')
    before.close()
    let given = before.lastSeq
    for (const id of ['m2', 'm3']) {
      using _ = new FullDisk()
      const log = open()
      expect(idsOf(log.before(Infinity, 10, 'anybody').events)).toEqual(['m1'])
      say(log, id)
      expect(log.lastSeq).toBeGreaterThan(given)
      given = log.lastSeq
      log.close()
    }
    const after = open()
    say(after, 'm4')
    expect(after.lastSeq).toBeGreaterThan(given)
    after.close()
    expect(idsOf(stored().events)).toEqual(['m1', 'm4'])
  })
})

test('a disk that breaks is not tried again', () => {
  const log = open()
  disk.fault = 'cannot-write'
  say(log, 'm1')
  expect([told, log.isInterrupted]).toEqual([[expect.stringContaining('open the room again')], false])
  disk.fault = null
  time.advance(10 * minute)
  expect([told.length, log.retention.stored]).toEqual([1, false])
  log.close()
  expect(stored().events).toEqual([])
})

test('a full disk that turns out to be broken is said, and not tried again', () => {
  const log = open()
  disk.fault = 'disk-full'
  say(log, 'm1')
  disk.fault = 'cannot-write'
  time.advance(minute)
  expect(told.slice(1)).toEqual([expect.stringContaining('open the room again')])
  expect([log.retention.stored, log.isInterrupted]).toEqual([false, false])
  disk.fault = null
  time.advance(10 * minute)
  say(log, 'm2')
  log.close()
  expect(told).toHaveLength(2)
  expect(stored().events).toEqual([])
})

test('what a full disk has taken in the end is out of reach of a power cut within a second', () => {
  const store = RoomStore.open(folder.path)
  const sync = vi.spyOn(store, 'sync')
  const log = new RoomLog({ store: disk.holding(store), clock: time.clock, timers: time })
  disk.fault = 'disk-full'
  say(log, 'm1')
  time.advance(minute - 1)
  expect(sync).not.toHaveBeenCalled()
  disk.fault = null
  time.advance(1)
  expect(idsOf(store.before(Infinity, 10).events)).toEqual(['m1'])
  time.advance(1000)
  expect(sync).toHaveBeenCalledOnce()
  log.close()
})

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('say' as const), replyTo: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('edited', 'deleted', 'reacted'), target: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('rules' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('fill', 'empty', 'wait') }) },
)

test('whenever it is full, in the end the file holds what everybody has seen', () => {
  let runs = 0
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      disk.fault = null
      const where = `${folder.path}/${runs++}`
      const log = open(where)
      let rules: unknown = null
      for (const [index, step] of steps.entries()) {
        if (step.do === 'fill') disk.fault = 'disk-full'
        if (step.do === 'empty') disk.fault = null
        if (step.do === 'wait') time.advance(minute)
        if (step.do === 'rules') log.saveRules((rules = { topic: `${index}` }))
        if (step.do === 'say')
          say(log, `m${index}`, `said ${index}`, log.message(`m${step.replyTo}`) ? `m${step.replyTo}` : undefined)
        if (!('target' in step)) continue
        const [id, target] = [`c${index}`, `m${step.target}`]
        const message = log.message(target)
        if (!message || message.deleted) continue
        if (step.do === 'edited') perform(log, { type: 'edited', id, target, personId, text: `edited ${index}` })
        if (step.do === 'deleted') perform(log, { type: 'deleted', id, target, personId })
        if (step.do === 'reacted') {
          perform(log, {
            type: 'reacted',
            id,
            target,
            person: { personId, nickname: 'Amara' },
            emoji: '👍',
            on: index % 3 > 0,
          })
        }
      }
      disk.fault = null
      time.advance(minute)
      const known = log.before(Infinity, 100, 'anybody').events
      log.close()
      expect(stored(where)).toMatchObject({ rules })
      expect(stored(where).events).toEqual(known)
    }),
  )
})
