import { anything, assert, json, oneof, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LogEvent, LoggedMessage } from './log-event.ts'
import {
  type ClientMessage,
  helloProof,
  type HostMessage,
  MalformedMessage,
  parseClientMessage,
  parseHostMessage,
} from './messages.ts'

const person = { id: 'key:bo', nickname: 'Bo', kind: 'native' } as const
const author = { personId: 'key:bo', nickname: 'Bo', kind: 'native' } as const

const bo = { personId: 'key:bo', nickname: 'Bo' }

const hostMessages: readonly HostMessage[] = [
  { type: 'challenge', versions: { oldest: 1, newest: 2 }, nonce: 'bm9uY2U=', capabilities: ['history'] },
  {
    type: 'welcome',
    version: 1,
    room: {
      id: 'r',
      name: 'Lab',
      topic: 'Lunch',
      slowSeconds: 5,
      retention: { stored: true, messages: 10, days: 0.5 },
    },
    proof: { key: 'a2V5', signature: 'c2ln' },
    self: person,
    people: [person, { ...person, kind: 'classic', away: 'lunch', muted: true, looksLike: 'B0' }],
    lastSeq: 4,
    complete: true,
  },
  { type: 'people', people: [person] },
  { type: 'person', person: { ...person, away: '' } },
  { type: 'room', name: 'Lab', topic: '', slowSeconds: 0, retention: { stored: false, messages: 1, days: 1 } },
  { type: 'refused', code: 'name-taken', message: 'Taken.', suggestion: 'Bo-2' },
  {
    type: 'events',
    events: [
      { type: 'joined', seq: 1, at: 1, person },
      { type: 'message', seq: 2, at: 2, id: 'm', author, text: 'é\n😀' },
      { type: 'left', seq: 9, at: 3, personId: 'key:bo', nickname: 'Bo' },
      {
        type: 'message',
        seq: 10,
        at: 4,
        id: 'n',
        author,
        text: '',
        replyTo: { id: 'm', nickname: 'Bo', excerpt: 'é' },
        to: bo,
        action: true,
        editedAt: 5,
        deleted: true,
        reactions: [{ emoji: '👍', people: [bo] }],
        revision: 12,
      },
      { type: 'edited', seq: 11, at: 5, id: 'e', target: 'n', personId: 'key:bo', text: 'oh', only: ['key:bo', 'x'] },
      { type: 'deleted', seq: 12, at: 6, id: 'd', target: 'n', personId: 'key:bo' },
      { type: 'reacted', seq: 13, at: 7, id: 'r', target: 'm', person: bo, emoji: '👍', on: false },
      { type: 'renamed', seq: 14, at: 8, id: 's', personId: 'key:bo', before: 'Bo', nickname: 'Bob' },
      { type: 'topic', seq: 15, at: 9, id: 't', person: bo, topic: '' },
      { type: 'moderated', seq: 16, at: 10, action: 'kicked', personId: 'key:bo', nickname: 'Bo', reason: '' },
      { type: 'slowed', seq: 17, at: 11, seconds: 10 },
    ],
  },
  { type: 'page', request: 'p', events: [], done: true, more: false },
  { type: 'accepted', id: 'm', seq: 2, at: 2 },
  { type: 'rejected', id: 'm', message: 'Too long.' },
  {
    type: 'receipts',
    receipts: [
      { id: 'm', have: 1, of: 2, cannotConfirm: ['carol'] },
      { id: 'n', have: 1, of: 2, cannotConfirm: [], names: { have: ['Bo'], missing: ['Kenji'] } },
    ],
  },
  { type: 'typing', personId: 'key:bo', on: true },
  { type: 'notice', message: 'Slowly.', tone: 'quiet' },
  { type: 'bye', code: 'closed', message: 'The host closed the room.' },
  { type: 'ping' },
  { type: 'pong' },
]

const clientMessages: readonly ClientMessage[] = [
  { type: 'hello', version: 1, nickname: 'Bo', key: 'a2V5', signature: 'c2ln', capabilities: [] },
  {
    type: 'hello',
    version: 1,
    nickname: 'Bo',
    key: 'a2V5',
    signature: 'c2ln',
    capabilities: ['history'],
    nonce: 'bm9uY2U=',
    resume: { roomId: 'r', seq: 0 },
    history: 100,
  },
  { type: 'post', id: 'm', text: 'hi' },
  { type: 'post', id: 'm', text: 'hi', replyTo: 'l', to: 'key:bo', action: true },
  { type: 'edit', id: 'e', target: 'm', text: 'ho' },
  { type: 'delete', id: 'd', target: 'm' },
  { type: 'react', id: 'r', target: 'm', emoji: '👍', on: true },
  { type: 'rename', id: 's', nickname: 'Bob' },
  { type: 'topic', id: 't', topic: '' },
  { type: 'away', message: null },
  { type: 'away', message: 'lunch' },
  { type: 'page', request: 'p', before: 5, limit: 100 },
  { type: 'received', seq: 5 },
  { type: 'typing', on: false },
  { type: 'ping' },
  { type: 'pong' },
]

type Parse = (payload: string) => unknown

describe.each<[string, Parse, readonly (HostMessage | ClientMessage)[]]>([
  ['the host', parseHostMessage, hostMessages],
  ['a client', parseClientMessage, clientMessages],
])('what %s says', (_, parse, messages) => {
  test.each(messages)('is understood: $type', (message) => {
    expect(parse(JSON.stringify(message))).toEqual(message)
  })

  test.each(messages)('may say more than is known: $type', (message) => {
    expect(parse(JSON.stringify({ ...message, mood: 'sunny' }))).toEqual(message)
  })

  test.each(messages.filter((message) => Object.keys(message).length > 1))('may miss nothing: $type', (message) => {
    const missing = JSON.stringify({ type: message.type })
    expect(() => parse(missing)).toThrow(new MalformedMessage(`A message of type ${message.type} is malformed.`))
  })

  test.each(['reaction', 'constructor', '__proto__', ''])('is ignored if its type is unknown: %j', (type) => {
    expect(parse(JSON.stringify({ type, text: 'hi' }))).toBeNull()
  })

  test.each(['null', '[]', '"ping"', '{}', '{"type":1}'])('must have a type: %s', (payload) => {
    expect(() => parse(payload)).toThrow(new MalformedMessage('A message has no type.'))
  })

  test.each(['', '{', '{"type":"ping"}x', '\ufeff{"type":"ping"}'])('must be JSON: %j', (payload) => {
    expect(() => parse(payload)).toThrow(new MalformedMessage('A message is not JSON.'))
  })

  test('fails in one way only, whatever is said', () => {
    const types = messages.map(({ type }) => type)
    const nearly = property(oneof(json(), string()), anything({ withNullPrototype: false }), (payload, field) => {
      const payloads = [payload, ...types.map((type) => JSON.stringify({ type, id: field, seq: field, events: field }))]
      for (const one of payloads) {
        try {
          parse(one)
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMessage)
        }
      }
    })
    assert(nearly)
  })
})

test.each<[string, object]>([
  ['a number that is no position', { type: 'received', seq: -1 }],
  ['a number with a fraction', { type: 'received', seq: 1.5 }],
  ['a text of nothing', { type: 'post', id: 'm', text: '' }],
  ['an id without end', { type: 'post', id: 'm'.repeat(65), text: 'hi' }],
  ['a page without end', { type: 'page', request: 'p', before: 5, limit: 1001 }],
])('%s is malformed', (_, message) => {
  expect(() => parseClientMessage(JSON.stringify(message))).toThrow(MalformedMessage)
})

test('a hello signs its purpose and the nonce', () => {
  expect(new TextDecoder().decode(helloProof('bm9uY2U='))).toBe('snug hello 1\nbm9uY2U=')
})

function heardAs(message: object): LogEvent | undefined {
  const said = { type: 'message', seq: 1, at: 1, id: 'm', author, text: 'hi' }
  const heard = parseHostMessage(JSON.stringify({ type: 'events', events: [{ ...said, ...message }] }))
  return heard?.type === 'events' ? heard.events[0] : undefined
}

test.each(['a message', 'an edit'])('the text of %s is cut where it is longer than any that a room takes', (what) => {
  const textOf = (text: string): unknown => {
    const edited = { type: 'edited', target: 'n', personId: 'key:bo' }
    return heardAs({ ...(what === 'an edit' && edited), text })
  }
  const longest = 'x'.repeat(4096)
  expect(textOf(longest)).toMatchObject({ text: longest })
  expect(textOf(`${longest}x`)).toMatchObject({ text: `${'x'.repeat(4095)}…` })
  expect(textOf(`${'x'.repeat(4094)}😀x`)).toMatchObject({ text: `${'x'.repeat(4094)}\uFFFD…` })
})

test('of the reactions to a message, those beyond what one takes are left out', () => {
  const reactions = Array.from({ length: 3 }, () => ({ emoji: '👍', people: Array.from({ length: 60 }, () => bo) }))
  const { reactions: heard = [] } = heardAs({ reactions }) as LoggedMessage
  expect(heard.map(({ people }) => people.length)).toEqual([60, 40])
})

test('an event that is unknown or cannot be read is left out, and costs no other; its number counts', () => {
  const left = { type: 'left', seq: 9, at: 3, personId: 'key:bo', nickname: 'Bo' }
  const parse = (...events: unknown[]): HostMessage | null =>
    parseHostMessage(JSON.stringify({ type: 'events', events }))
  expect(parse({ type: 'poll', seq: 8, at: 1 }, left)).toEqual({
    type: 'events',
    events: [left],
    leftOut: { upTo: 8, unreadable: false },
  })
  for (const broken of [
    { ...left, nickname: 5 },
    { ...left, at: 9e15 },
    { ...left, at: -1 },
  ]) {
    expect(parse(broken, { type: 'poll', seq: 8 })).toEqual({
      type: 'events',
      events: [],
      leftOut: { upTo: 9, unreadable: true },
    })
  }
  const leftOut = { upTo: 0, unreadable: true }
  expect(parse('left', { ...left, seq: -1 }, left)).toEqual({ type: 'events', events: [left], leftOut })
  expect(() => parse(...Array.from({ length: 1001 }, () => left))).toThrow(MalformedMessage)
})

test('a room of an older host has no topic and is not slowed', () => {
  const retention = { stored: true, messages: 10, days: 1 }
  expect(parseHostMessage(JSON.stringify({ type: 'room', name: 'Lab', retention }))).toEqual({
    type: 'room',
    name: 'Lab',
    topic: '',
    slowSeconds: 0,
    retention,
  })
})
