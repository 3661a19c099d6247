/** This computer's own copies: kept once, given back whole, gone when they are taken back. */
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type MessageEntry, undescribed } from '../../common/room.ts'
import { message, TestedArchive } from './tested-archive.ts'

let copies: TestedArchive

beforeEach(() => (copies = new TestedArchive()))
afterEach(() => copies[Symbol.dispose]())

describe('a copy', () => {
  test('has each message once, in its present form, however often it comes', () => {
    const room = copies.archive.room('lab', 'Lab')
    const edited = message('a', 'new', { revision: 5, editedAt: 9 })
    room.record({ type: 'message.added', message: message('a', 'old') })
    room.record({ type: 'history.loaded', entries: [edited, message('b', 'tea', { past: true })], more: false })
    room.record({ type: 'history.loaded', entries: [message('a', 'old')], more: false })
    expect(copies.find('old')).toEqual([])
    expect(copies.find('new')).toEqual(['a'])
    expect(copies.archive.around('lab', 'a', 5)).toEqual({ roomName: 'Lab', messages: [edited, message('b', 'tea')] })
  })

  test('takes own messages when they are in the room', () => {
    const room = copies.archive.room('lab', 'Lab')
    const own = message('a', 'tea', { own: true, delivery: { state: 'sending' } })
    for (const id of ['a', 'b', 'c']) room.record({ type: 'message.added', message: { ...own, id } })
    room.record({ type: 'message.delivery-changed', id: 'a', delivery: { state: 'sent' } })
    room.record({ type: 'message.delivery-changed', id: 'b', delivery: { state: 'failed', reason: 'No.' } })
    room.record({ type: 'message.discarded', id: 'c' })
    expect(copies.find('tea')).toEqual(['a'])
    expect(copies.archive.around('lab', 'a', 1).messages).toEqual([{ ...own, delivery: { state: 'sent' } }])
  })

  test('takes an own message as the room has it, at the time that the room gives', () => {
    const room = copies.archive.room('lab', 'lab')
    const own = message('a', 'tea', { own: true, delivery: { state: 'sent' }, at: 9000 })
    for (const said of [own, message('b', 'tea', { at: 5000 })]) room.record({ type: 'message.added', message: said })
    expect(copies.find('tea')).toEqual(['a', 'b'])
    room.record({ type: 'message.placed', message: { ...own, at: 2000 } })
    expect(copies.find('tea')).toEqual(['b', 'a'])
    room.record({ type: 'message.placed', message: { ...own, at: 1e300 } })
    expect(copies.find('tea')).toEqual(['a', 'b'])
    expect(copies.archive.around('lab', 'a', 5).messages.map(({ id }) => id)).toEqual(['b', 'a'])
  })

  test('follows edits and reactions; what is taken back is gone, from the file too', () => {
    const room = copies.archive.room('lab', 'Lab')
    const answer = message('b', 'oh', { replyTo: { id: 'a', nickname: 'Bo', excerpt: 'it is hunter2' } })
    copies.keep('lab', message('a', 'it is hunter2'), answer)
    room.record({ type: 'message.edited', id: 'a', text: 'it is hunter3', at: 5, revision: 2 })
    expect(copies.find('hunter3')).toEqual(['a'])
    const person = { personId: 'x', nickname: 'X' }
    room.record({ type: 'message.reacted', id: 'a', emoji: '👍', person, on: true, revision: 3 })
    expect(copies.archive.around('lab', 'a', 0).messages[0]?.reactions).toEqual([{ emoji: '👍', people: [person] }])
    room.record({ type: 'message.deleted', id: 'a', revision: 4 })
    expect(copies.find('hunter')).toEqual([])
    expect(copies.archive.around('lab', 'b', 0).messages[0]?.replyTo?.excerpt).toBe('')
    copies.close()
    expect(readFileSync(copies.file, 'latin1')).not.toContain('hunter')
  })

  test('is there at the next start, with how far it was read', () => {
    copies.keep('lab', message('a', 'tea'))
    const room = copies.archive.room('lab', 'Lab')
    expect(room.readAt).toBeNull()
    room.markRead(7)
    room.markRead(5)
    copies.reopen()
    expect(copies.find('tea')).toEqual(['a'])
    expect(copies.archive.room('lab', 'Lab').readAt).toBe(7)
  })

  test('knows what was there before its person first came', () => {
    const history = (...messages: MessageEntry[]) =>
      ({ type: 'history.loaded', entries: messages, more: false }) as const
    const room = copies.archive.room('lab', 'Lab')
    room.record({ type: 'room.described', ...undescribed, name: 'Lab' })
    copies.archive.flush()
    expect(room.cameAt).toBeNull()
    room.record(history(message('a', 'tea', { at: 5 }), message('b', 'tea', { at: 6 })))
    room.record({ type: 'message.added', message: message('c', 'tea', { at: 9 }) })
    room.record(history(message('d', 'tea', { at: 3 })))
    copies.keep('empty', message('e', 'tea', { at: 9 }))
    copies.archive.flush()
    expect(room.cameAt).toBe(6)
    const empty = copies.archive.room('empty', 'Empty')
    empty.record(history(message('e', 'tea', { at: 9 })))
    copies.archive.flush()
    expect(empty.cameAt).toBe(0)
  })

  test('stays whole, whatever is done to it', () => {
    const id = fc.constantFrom('a', 'b', 'c')
    const revision = fc.integer({ min: 1, max: 9 })
    const step = fc.oneof(
      fc.record({
        type: fc.constant('message.added' as const),
        message: fc.tuple(id, fc.string()).map(([id, text]) => message(id, text)),
      }),
      fc.record({ type: fc.constant('message.edited' as const), id, text: fc.string(), at: fc.constant(1), revision }),
      fc.record({ type: fc.constant('message.deleted' as const), id, revision }),
    )
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const room = copies.archive.room(`room ${Math.random()}`, 'Room')
        for (const event of steps) room.record(event)
        copies.archive.flush()
      }),
    )
    copies.close()
    const database = new DatabaseSync(copies.file)
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(() => database.exec("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")).not.toThrow()
    database.close()
  })
})
