/** Whoever saw everything, came back in the middle or came late has the same messages in front of them. */
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { applyEvents } from '../common/apply-events.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { entryOf, roomEventOf } from '../common/native/log-projection.ts'
import { newRoom } from '../common/new-room.ts'
import type { MessageEntry } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { openRoomLog } from './open-room-log.ts'
import { type LogEventBody, RoomLog } from './room-log.ts'
import { RoomStore } from './room-store.ts'

const top = mkdtempSync(path.join(os.tmpdir(), 'snug-log-'))
let folders = 0

beforeAll(() => fc.configureGlobal({ numRuns: 60 }))
afterAll(() => {
  fc.resetConfigureGlobal()
  rmSync(top, { recursive: true })
})

const author = { personId: 'key:a', nickname: 'alice', kind: 'native' } as const
const view = { selfId: 'key:b', past: true }
const target = fc.nat({ max: 6 }).map((number) => `m${number}`)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant('message' as const), replyTo: fc.option(target) }) },
  fc.record({ type: fc.constant('edited' as const), target }),
  fc.record({ type: fc.constant('deleted' as const), target }),
  fc.record({ type: fc.constant('reacted' as const), target, emoji: fc.constantFrom('👍', '🎉'), on: fc.boolean() }),
  fc.record({ type: fc.constant('flush' as const) }),
  fc.record({ type: fc.constant('restart' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

/** What is done, as the log takes it; null if there is nothing to do it to. */
function bodyOf(log: RoomLog, step: Step, count: number): LogEventBody | null {
  if (step.type === 'flush' || step.type === 'restart') return null
  if (step.type === 'message') {
    const answered = step.replyTo === null ? null : log.message(step.replyTo)
    const quote = answered && { id: answered.id, nickname: 'alice', excerpt: answered.text }
    const id = `m${count}`
    return { type: 'message', id, author, text: `said ${count}`, ...(quote && { replyTo: quote }) }
  }
  const message = log.message(step.target)
  if (!message || message.deleted) return null
  const id = `c${count}`
  if (step.type === 'edited') {
    return { type: 'edited', id, target: step.target, personId: author.personId, text: `edited ${count}` }
  }
  if (step.type === 'deleted') return { type: 'deleted', id, target: step.target, personId: author.personId }
  return { ...step, id, person: { personId: 'key:b', nickname: 'bob' } }
}

function roomAfter(bodies: readonly RoomEventBody[], entries: readonly MessageEntry[] = []): MessageEntry[] {
  const empty = newRoom({
    id: 'room',
    name: 'Room',
    self: { personId: 'key:b', nickname: 'bob' },
    entries,
  })
  const { entries: after } = applyEvents(
    empty,
    bodies.map((body, index) => ({ ...body, seq: index + 1 })),
  )
  return after.filter((entry): entry is MessageEntry => entry.kind === 'message')
}

function messagesOf(events: readonly LogEvent[]): MessageEntry[] {
  return events.map((event) => entryOf(event, view)).filter((entry): entry is MessageEntry => entry?.kind === 'message')
}

test.each([true, false])('stored: %s', (isStored) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), fc.nat({ max: 40 }), (steps, leftAfter) => {
      folders += 1
      const folder = path.join(top, String(folders))
      const live: RoomEventBody[] = []
      const open = (): RoomLog => {
        const log = new RoomLog({ store: isStored ? RoomStore.open(folder) : null, clock: () => 7 })
        log.on('committed', (events) => live.push(...events.map((event) => roomEventOf(event, view))))
        return log
      }
      let log = open()
      let [messages, resumeAt, seen] = [0, 0, [] as MessageEntry[]]
      for (const [index, step] of steps.entries()) {
        const body = bodyOf(log, step, step.type === 'message' ? messages++ : index)
        if (body) log.append(body)
        if (step.type === 'restart' && isStored) {
          log.close()
          log = open()
        } else if (step.type === 'flush') log.flush()
        if (index !== leftAfter) continue
        log.flush()
        ;[resumeAt, seen] = [log.lastSeq, roomAfter(live)]
      }
      log.flush()
      const everything = roomAfter(live)
      const missed = log.after(resumeAt, 1000)
      expect(missed).not.toBeNull()
      const resumed = (missed ?? []).map((event) => roomEventOf(event, view))
      expect(roomAfter(resumed, seen)).toEqual(everything)
      if (isStored) expect(messagesOf(log.before(Infinity, 1000, 'key:b').events)).toEqual(everything)
      log.close()
    }),
  )
})

describe.each(['stored', 'not stored'])('what changes a message in a log that is %s', (kind) => {
  let folder: string
  beforeEach(() => (folder = path.join(top, String(folders++))))
  const said = (text: string, id: string): LogEventBody => ({ type: 'message', id, author, text })
  const texts = (events: readonly LogEvent[] | null): string[] =>
    (events ?? []).map((event) => (event.type === 'message' ? event.text : event.type))
  const open = (): RoomLog => openRoomLog(kind === 'stored' ? folder : null, (sentence) => expect.fail(sentence))
  const quoting = (id: string, of: string): LogEventBody => ({
    type: 'message',
    id,
    author,
    text: 'answer',
    replyTo: { id: of, nickname: 'Amara', excerpt: 'secret' },
  })
  const excerptOf = (event: LogEvent | null | undefined): string | undefined =>
    event?.type === 'message' ? event.replyTo?.excerpt : undefined

  test('is seen by nobody before it is committed', () => {
    const log = open()
    log.append(said('before', 'm'))
    log.flush()
    log.append({ type: 'edited', id: 'e', target: 'm', personId: author.personId, text: 'after' })
    expect(texts(log.after(0, 10))).toEqual(['before'])
    expect(log.message('m')?.text).toBe('after')
    log.flush()
    expect(texts(log.after(0, 10))).toEqual(['after', 'edited'])
    log.close()
  })

  test('leaves nothing of what was taken back, however it falls into one turn', () => {
    const log = open()
    log.append(said('secret', 'm'))
    log.append(quoting('early', 'm'))
    log.flush()
    log.append({ type: 'reacted', id: 'r1', target: 'early', person: author, emoji: '👍', on: true })
    log.append(quoting('late', 'm'))
    log.append({ type: 'deleted', id: 'd', target: 'm', personId: author.personId })
    log.append({ type: 'reacted', id: 'r2', target: 'early', person: author, emoji: '🎉', on: true })
    log.append({ type: 'edited', id: 'e', target: 'late', personId: author.personId, text: 'changed' })
    log.flush()
    log.append({ type: 'reacted', id: 'r3', target: 'early', person: author, emoji: '🎈', on: true })
    log.flush()
    for (const id of ['early', 'late']) {
      expect(excerptOf(log.message(id))).toBe('')
      expect(excerptOf(log.after(0, 20)?.find((event) => 'id' in event && event.id === id))).toBe('')
    }
    log.close()
    if (kind === 'not stored') return
    const store = RoomStore.open(folder)
    expect([excerptOf(store.find('early')), excerptOf(store.find('late'))]).toEqual(['', ''])
    store.close()
  })
})
