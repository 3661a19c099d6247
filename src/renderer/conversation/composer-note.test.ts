import { expect, test } from 'vitest'
import { newRoom } from '../../core/common/new-room.ts'
import type { RoomState } from '../../core/common/room.ts'
import { composerNote, type NoteScene } from './composer-note.ts'

const nothing: NoteScene = {
  fault: null,
  advice: { fits: true, parts: 1, words: null },
  waitSeconds: 0,
  isEmpty: false,
}

function room(change: Partial<RoomState> = {}): RoomState {
  return newRoom({
    id: 'a',
    name: 'a',
    self: { personId: 'me', nickname: 'Me' },
    people: [{ id: 'me', nickname: 'Me', kind: 'native' }],
    ...change,
  })
}

const muted = room({ people: [{ id: 'me', nickname: 'Me', kind: 'native', muted: true }] })
const slow = room({ slowSeconds: 10 })
const away = room({ connection: { status: 'reconnecting', attempt: 1, retryAt: 0, reason: '' } })
const tooLong: NoteScene = { ...nothing, advice: { fits: false, words: 'Too long.' } }

test.each([
  ['nothing', room(), nothing, ''],
  ['a fault', muted, { ...tooLong, fault: 'No such command.' }, 'No such command.'],
  ['being muted', muted, tooLong, 'The host has muted you: you can read along.'],
  ['being muted, which an empty input says itself', muted, { ...nothing, isEmpty: true }, ''],
  ['what does not fit', slow, { ...tooLong, waitSeconds: 3 }, 'Too long.'],
  ['a pause', slow, { ...nothing, waitSeconds: 3 }, 'Slow mode: one message in 10 s. The next in 3 s.'],
  ['a long pause', slow, { ...nothing, waitSeconds: 300 }, 'Slow mode: one message in 10 s. The next in 5 min.'],
  ['a slow room', slow, nothing, 'Slow mode: one message in 10 s.'],
  [
    'a slow room of one’s own',
    room({ slowSeconds: 10, role: { kind: 'host', exposure: 'this-computer' } }),
    nothing,
    '',
  ],
  ['no connection', away, nothing, 'What you send now goes out when the connection is back.'],
])('of %s', (_, room, scene, expected) => {
  expect(composerNote(room, scene).words).toBe(expected)
})

test('only what has to be changed is red', () => {
  const isBad = (scene: NoteScene): boolean => composerNote(slow, scene).isBad
  expect([isBad({ ...nothing, fault: 'x' }), isBad(tooLong), isBad(nothing)]).toEqual([true, true, false])
})
