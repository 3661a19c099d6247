import { expect, test } from 'vitest'
import { entryOf, roomEventOf } from './log-projection.ts'
import type { LogEvent } from './log-event.ts'

const author = { personId: 'key:bo', nickname: 'Bo', kind: 'native' } as const
const said: LogEvent = { type: 'message', seq: 3, at: 5, id: 'm', author, text: 'hi' }
const joined: LogEvent = {
  type: 'joined',
  seq: 1,
  at: 4,
  person: { id: 'key:bo', nickname: 'Bo', kind: 'native', away: 'lunch' },
}
const left: LogEvent = { type: 'left', seq: 9, at: 6, personId: 'key:bo', nickname: 'Bo' }

const atBo = { selfId: 'key:bo', past: false }
const atAmara = { selfId: 'key:amara', past: false }
const later = { selfId: 'key:amara', past: true }

test('a message is received, or one’s own and sent', () => {
  const message = { kind: 'message', id: 'm', at: 5, author, text: 'hi', logSeq: 3 }
  const received = { ...message, own: false, delivery: { state: 'received' } }
  expect(entryOf(said, atAmara)).toEqual(received)
  expect(entryOf(said, atBo)).toEqual({ ...message, own: true, delivery: { state: 'sent' } })
  expect(entryOf(said, later)).toEqual({ ...received, past: true })
  expect(roomEventOf(said, atAmara)).toEqual({ type: 'message.added', message: received })
})

test('who comes and goes is in the roster and in the conversation', () => {
  const came = { kind: 'presence', id: 'seq:1', at: 4, nickname: 'Bo', change: 'joined', logSeq: 1 }
  const went = { kind: 'presence', id: 'seq:9', at: 6, nickname: 'Bo', change: 'left', logSeq: 9 }
  const person = { id: 'key:bo', nickname: 'Bo', kind: 'native', away: 'lunch' }
  expect(roomEventOf(joined, atAmara)).toEqual({ type: 'person.joined', person, entry: came })
  expect(roomEventOf(left, atAmara)).toEqual({ type: 'person.left', personId: 'key:bo', entry: went })
  expect(entryOf(joined, atAmara)).toEqual(came)
  expect(entryOf(left, atAmara)).toEqual(went)
})

test('who comes under a name that could be taken for another one is pointed out for good', () => {
  const event: LogEvent = { ...joined, person: { id: 'key:b0', nickname: 'B0', kind: 'native', looksLike: 'Bo' } }
  expect(entryOf(event, atAmara)).toMatchObject({ nickname: 'B0', looksLike: 'Bo' })
  expect(entryOf(event, later)).toMatchObject({ nickname: 'B0', looksLike: 'Bo', past: true })
})

test('who came and went before is only in the conversation', () => {
  const came = { kind: 'presence', id: 'seq:1', at: 4, nickname: 'Bo', change: 'joined', logSeq: 1, past: true }
  expect(roomEventOf(joined, later)).toEqual({ type: 'presence.added', entry: came })
  expect(roomEventOf(left, later)).toEqual({ type: 'presence.added', entry: entryOf(left, later) })
})
