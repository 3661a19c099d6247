import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MessageEntry, RoomState } from '../core/common/room.ts'
import { undescribed } from '../core/common/room.ts'
import { Archive } from '../core/node/archive/archive.ts'
import type { OpenRoom } from './open-room.ts'
import { OwnCopies } from './own-copies.ts'

let folder: string
let archive: Archive
let copies: OwnCopies
let chosen: string | null
let keeps: boolean
const suggestions: string[] = []

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'snug-copies-'))
  const file = path.join(folder, 'archive.sqlite')
  const opened = Archive.open({ file, complain: (sentence) => expect.fail(sentence) })
  if (!opened) throw new Error('The archive cannot be opened.')
  archive = opened
  chosen = null
  keeps = true
  suggestions.length = 0
  copies = copiesOf(archive)
})

afterEach(() => {
  archive.close()
  rmSync(folder, { recursive: true })
})

function copiesOf(archive: Archive | null): OwnCopies {
  const chooseFile = async (suggestion: string): Promise<string | null> => {
    suggestions.push(suggestion)
    return chosen
  }
  return new OwnCopies({ archive, chooseFile, keeps: () => keeps, clock: () => new Date(2026, 2, 11).getTime() })
}

function message(id: string, text: string): MessageEntry {
  const author = { personId: 'x', nickname: 'Bo', kind: 'native' } as const
  return { kind: 'message', id, at: 1000, author, text, own: false, delivery: { state: 'received' } }
}

/** A room whose copy is known by what the function answers. */
function room(copyKey: () => string | null, entries: MessageEntry[] = []): OpenRoom {
  const initial = { ...undescribed, name: 'Lunch & more', role: { kind: 'host' }, entries } as unknown as RoomState
  return { initial, copyKey, logId: () => null, actions: {} as OpenRoom['actions'], start: () => {} }
}

function found(words: string, roomId?: string): unknown {
  const answer = copies.search({ words, author: '', skip: 0, ...(roomId !== undefined && { roomId }) })
  return answer.ok ? answer.value.hits.map((hit) => [hit.messageId, hit.roomId]) : answer.error.code
}

test('what stands in a room when it is opened, and what happens then, can be found there', () => {
  copies.begin(
    'w1',
    room(() => 'native:1', [message('a', 'tea')]),
  )
  copies.begin(
    'w2',
    room(() => 'classic:10.0.0.5:55555'),
  )
  copies.record('w2', { type: 'message.added', message: message('b', 'tea') })
  expect(found('tea')).toEqual([
    ['b', 'w2'],
    ['a', 'w1'],
  ])
  expect(found('tea', 'w1')).toEqual([['a', 'w1']])
  copies.end('w1')
  expect(found('tea')).toContainEqual(['a', null])
  expect(copies.around({ roomKey: 'native:1', messageId: 'a' })).toMatchObject({
    value: { roomName: 'Lunch & more', messages: [{ id: 'a' }] },
  })
})

test('what was said between the last visit and the newest page is asked for, once', () => {
  const asked: (string | undefined)[] = []
  const guestRoom = (entries: MessageEntry[] = []): OpenRoom => {
    const { initial, ...rest } = room(() => 'native:1', entries)
    const actions = { loadHistory: (untilId?: string) => asked.push(untilId) } as unknown as OpenRoom['actions']
    return { ...rest, initial: { ...initial, role: { kind: 'guest' } }, actions }
  }
  const visit = (roomId: string, ...ids: string[]): void => {
    copies.begin(roomId, guestRoom())
    const entries = ids.map((id) => message(id, 'tea'))
    copies.record(roomId, { type: 'history.loaded', entries, more: true })
    copies.record(roomId, { type: 'history.loaded', entries: [{ ...message('old', 'tea'), at: 1 }], more: true })
    copies.end(roomId)
    archive.flush()
  }
  visit('w1', 'a', 'b')
  expect(asked).toEqual([])
  visit('w2', 'b', 'c')
  expect(asked).toEqual([])
  visit('w3', 'e', 'f')
  expect(asked).toEqual(['c'])
  keeps = false
  visit('w4', 'h')
  expect(asked).toEqual(['c'])
})

test('a room that comes back as another one has another copy', () => {
  let key = 'native:1'
  copies.begin(
    'w1',
    room(() => key),
  )
  copies.record('w1', { type: 'message.added', message: message('a', 'tea') })
  key = 'native:2'
  copies.record('w1', { type: 'message.added', message: message('b', 'tea') })
  expect(found('tea', 'w1')).toEqual([['b', 'w1']])
})

test('who wants no copies gets none, and what is taken back vanishes from those of before', () => {
  copies.begin(
    'w1',
    room(() => 'native:1', [message('a', 'tea')]),
  )
  keeps = false
  copies.record('w1', { type: 'message.added', message: message('b', 'tea') })
  copies.markRead('w1', 7)
  expect(found('tea')).toEqual([['a', 'w1']])
  copies.record('w1', { type: 'message.deleted', id: 'a', revision: 9 })
  expect(found('tea')).toEqual([])
  archive.flush()
  expect(
    copiesOf(archive).begin(
      'w2',
      room(() => 'native:1', [message('c', 'tea')]),
    ).readAt,
  ).toBeNull()
  expect(found('tea')).toEqual([])
})

test('who wants no copies has not even a name kept by what is taken back', () => {
  keeps = false
  copies.begin(
    'w1',
    room(() => 'native:1', [message('a', 'tea')]),
  )
  copies.record('w1', { type: 'message.deleted', id: 'a', revision: 9 })
  expect(archive.read('native:1')).toBeNull()
})

test('what is on its way while the copy changes comes into the new one', () => {
  let key = 'native:1'
  copies.begin(
    'w1',
    room(() => key),
  )
  const sending = { ...message('a', 'tea'), own: true, delivery: { state: 'sending' } } as const
  copies.record('w1', { type: 'message.added', message: sending })
  key = 'classic:10.0.0.5:55555'
  copies.record('w1', { type: 'message.delivery-changed', id: 'a', delivery: { state: 'sent' } })
  expect(found('tea', 'w1')).toEqual([['a', 'w1']])
})

test('how far a room was read is known when it is opened again', () => {
  expect(
    copies.begin(
      'w1',
      room(() => 'native:1'),
    ).readAt,
  ).toBeNull()
  copies.markRead('w1', 7)
  archive.flush()
  expect(
    copiesOf(archive).begin(
      'w2',
      room(() => 'native:1'),
    ),
  ).toEqual({ readAt: 7 })
})

test('whether somebody has been in a room before is known when it is opened again', () => {
  const open = (roomId: string) =>
    copies.begin(
      roomId,
      room(() => 'native:1'),
    )
  expect(open('w1')).toEqual({ readAt: null })
  copies.record('w1', { type: 'history.loaded', entries: [message('a', 'tea')], more: true })
  archive.flush()
  expect(open('w2')).toEqual({ readAt: null, cameAt: 1000 })
})

test('a room is exported into the file that is chosen, or not at all', async () => {
  copies.begin(
    'w1',
    room(() => 'native:1', [message('a', 'tea')]),
  )
  expect(await copies.export({ roomId: 'w1', format: 'json' })).toEqual({
    ok: true,
    value: { file: null, messages: 0 },
  })
  chosen = path.join(folder, 'room.md')
  expect(await copies.export({ roomId: 'w1', format: 'markdown' })).toEqual({
    ok: true,
    value: { file: chosen, messages: 1 },
  })
  expect(readFileSync(chosen, 'utf8')).toContain('> tea')
  expect(suggestions).toEqual(['lunch-more-2026-03-11.json', 'lunch-more-2026-03-11.md'])
})

test('what is not kept is said, and nothing of it is', async () => {
  copies.begin(
    'w1',
    room(() => null, [message('a', 'tea')]),
  )
  copies.record('w1', { type: 'message.added', message: message('b', 'tea') })
  expect(found('tea')).toEqual([])
  expect(found('tea', 'w1')).toBe('not-kept')
  expect(await copies.export({ roomId: 'w1', format: 'json' })).toMatchObject({ error: { code: 'not-kept' } })
  copies = copiesOf(null)
  expect(found('tea')).toBe('no-copies')
  expect(
    copies.begin(
      'w1',
      room(() => 'native:1'),
    ).readAt,
  ).toBeNull()
})
