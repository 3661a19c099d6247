import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { LogEvent } from '../common/native/log-event.ts'
import { migrations } from './room-store-migrations.ts'
import { RoomStore } from './room-store.ts'

let folder: string
const open = (): RoomStore => RoomStore.open(folder, { complain: (sentence) => expect.fail(sentence) })

beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'snug-store-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' } as const
const person = { personId: 'key:b', nickname: 'Bo' }
const said = (seq: number, more = {}): LogEvent => {
  return { type: 'message', seq, at: seq, id: `m${seq}`, author, text: `text ${seq}`, ...more }
}

/** A room's file as it was at a version, closed properly, with these events in it. */
function writeOld(version: number, events: readonly LogEvent[], more = ''): void {
  const database = new DatabaseSync(path.join(folder, 'room.sqlite'))
  for (const migration of migrations.slice(0, version)) database.exec(migration)
  database.exec(`PRAGMA user_version = ${version}`)
  const lastSeq = events.at(-1)?.seq ?? 0
  database.exec(
    version < 5
      ? `INSERT INTO room (id, last_seq, is_open) VALUES ('an id of before', ${lastSeq}, 0)`
      : `INSERT INTO room (last_seq, is_open) VALUES (${lastSeq}, 0)`,
  )
  const insert = database.prepare('INSERT INTO event (seq, at, message_id, body) VALUES (?, ?, ?, ?)')
  for (const event of events) {
    insert.run(event.seq, event.at, event.type === 'message' ? event.id : null, JSON.stringify(event))
  }
  database.exec(more)
  database.close()
}

test.each([1, 2, 3, 4, 5, 6])(
  'a file of version %d keeps everything, and its room has a key from then on',
  (version) => {
    writeOld(version, [said(7)])
    const store = open()
    const { roomId } = store.key
    expect(roomId).toMatch(/^room:[\da-f]{32}$/)
    expect([store.lastSeq, store.before(Infinity, 10).events]).toEqual([7, [said(7)]])
    store.close()
    const again = open()
    expect(again.key.roomId).toBe(roomId)
    again.close()
  },
)

test('ids, changes and what was erased are found in a file whose ids were in the events', () => {
  const replyTo = { id: 'm3', nickname: 'Amara', excerpt: 'text 3' }
  const events: readonly LogEvent[] = [
    said(1),
    { type: 'joined', seq: 2, at: 2, person: { id: 'key:b', nickname: 'Bo', kind: 'native' } },
    said(3),
    said(4, { replyTo }),
    { type: 'reacted', seq: 5, at: 5, id: 'r5', target: 'm3', person, emoji: '👍', on: true },
    { type: 'topic', seq: 6, at: 6, id: 't6', person, topic: 'Lunch' },
  ]
  writeOld(6, events, 'DELETE FROM event WHERE seq = 1')
  const store = open()
  expect(store.before(Infinity, 10).events).toEqual(events.slice(1))
  expect(['m1', 'm3', 'm4', 'r5', 't6'].map((id) => store.find(id)?.seq)).toEqual([undefined, 3, 4, 5, 6])
  expect(store.findErased('key:a', 'm1')).toEqual({ seq: 1, at: 1 })
  expect(store.findErased('key:a', 'm3')).toBeNull()
  store.append([{ type: 'deleted', seq: 7, at: 7, id: 'd7', target: 'm3', personId: 'key:a' }])
  expect(store.find('m4')).toEqual(said(4, { replyTo: { ...replyTo, excerpt: '' } }))
  expect([store.find('r5'), store.findErased('key:b', 'r5')]).toEqual([null, { seq: 5, at: 5 }])
  store.prune({ messages: 1, days: Infinity }, 7)
  expect(store.before(Infinity, 10).events.map(({ seq }) => seq)).toEqual([4, 7])
  store.close()
})
