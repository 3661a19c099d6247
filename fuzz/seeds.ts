/** What is usual where something is read: inputs to begin with. */
import { deflateRawSync } from 'node:zlib'
import { framed } from '../src/core/common/native/frame-reader.ts'
import { storedPreferences } from '../src/core/common/preferences-schema.ts'

/** A stream behind the places where it is cut into reads. */
export const streamed = (text: string): string => `\u0005\u0010\u0020\u0040${text}`

const cuts = Buffer.from([3, 9, 27, 81])

/** The same for a message of the native protocol. */
export function frame(message: object): Uint8Array {
  return Buffer.concat([cuts, framed(Buffer.from(JSON.stringify(message)))])
}

/** The same, deflated. */
export function deflatedFrame(message: object): Uint8Array {
  return Buffer.concat([cuts, framed(deflateRawSync(JSON.stringify(message)), true)])
}

export const person = { id: 'key:a', nickname: 'Amara', kind: 'native' }
export const author = { personId: 'key:a', nickname: 'Amara', kind: 'native' }

const at = 1_764_000_000_000

const room = {
  id: 'room:a',
  name: 'Room',
  topic: '',
  slowSeconds: 0,
  retention: { stored: true, messages: 100, days: 30 },
}
const welcome = { type: 'welcome', version: 1, room, self: person, people: [person], lastSeq: 2, complete: false }
const said = { type: 'message', at, author }
const reactions = [{ emoji: '👍', people: [{ personId: 'key:b', nickname: 'Bo' }] }]
const replyTo = { id: 'p', nickname: 'Amara', excerpt: 'hi' }

function linesOf(...messages: readonly object[]): string {
  return messages.map((message) => JSON.stringify(message)).join('\n')
}

/** Somebody comes, reads the newest page and what is older, and hears everything that can happen. */
export const wholeVisit = linesOf(
  welcome,
  {
    type: 'events',
    events: [
      { ...said, seq: 1, id: 'p', text: 'hi' },
      { type: 'joined', seq: 2, at, person },
    ],
  },
  { type: 'page', request: 'r', events: [], done: true, more: true },
  {
    type: 'events',
    events: [
      { ...said, seq: 3, id: 'q', text: '# one\n> two', reactions, replyTo, editedAt: at, revision: 2, action: true },
      { type: 'edited', seq: 4, at, id: 'e', target: 'p', personId: 'key:a', text: 'hi!' },
      {
        type: 'reacted',
        seq: 5,
        at,
        id: 'f',
        target: 'p',
        person: { personId: 'key:b', nickname: 'Bo' },
        emoji: '👍',
        on: true,
      },
      { type: 'deleted', seq: 6, at, id: 'd', target: 'p', personId: 'key:a' },
      { type: 'renamed', seq: 7, at, id: 'n', personId: 'key:a', before: 'Amara', nickname: 'A' },
      { type: 'topic', seq: 8, at, id: 't', person: { personId: 'key:b', nickname: 'Bo' }, topic: 'tea' },
      { type: 'moderated', seq: 9, at, action: 'muted', personId: 'key:b', nickname: 'Bo', reason: 'x' },
      { type: 'slowed', seq: 10, at, seconds: 5 },
      { type: 'left', seq: 11, at, personId: 'key:a', nickname: 'Amara' },
    ],
  },
  { type: 'person', person: { ...person, away: 'tea', looksLike: 'Bo' } },
  { type: 'people', people: [person, { id: 'key:b', nickname: 'Bo', kind: 'classic' }] },
  { type: 'typing', personId: 'key:b', on: true },
  { type: 'receipts', receipts: [{ id: 'q', have: 1, of: 2, cannotConfirm: ['Bo'] }] },
  { ...room, id: undefined, type: 'room', topic: 'tea', nativeOnly: true },
  { type: 'accepted', id: 'q', seq: 3, at },
  { type: 'rejected', id: 'q', message: 'no' },
  { type: 'notice', message: 'hi', tone: 'quiet' },
)

/** The room is known, much was missed, and it comes by pages while others talk. */
export const returnVisit = linesOf(
  { ...welcome, lastSeq: 0, complete: true },
  { ...welcome, lastSeq: 600 },
  { type: 'events', events: [{ ...said, seq: 601, id: 'x', text: 'now' }] },
  { type: 'page', request: 'r', events: [{ ...said, seq: 600, id: 'w', text: 'then' }], done: true, more: true },
  { type: 'page', request: 'r', events: [], done: true, more: false },
  {
    type: 'events',
    events: [{ type: 'joined', seq: 602, at, person: { id: 'key:c', nickname: 'Cy', kind: 'native' } }],
  },
)

/** What makes a room as full as it may be. */
export const fullVisit = linesOf(
  { ...welcome, lastSeq: 0, complete: true },
  ...Array.from({ length: 11 }, (_, thousand) => ({
    type: 'people',
    people: Array.from({ length: 1000 }, (_, one) => ({ id: `${thousand} ${one}`, nickname: 'a', kind: 'classic' })),
  })),
  {
    type: 'events',
    events: [
      { type: 'joined', seq: 1, at, person: { id: 'key:d', nickname: 'Di', kind: 'native' } },
      { ...said, seq: 2, id: 'p', text: 'x'.repeat(5000) },
      ...Array.from({ length: 101 }, (_, one) => ({
        type: 'reacted',
        seq: 3 + one,
        at,
        id: `r${one}`,
        target: 'p',
        person: { personId: `${one}`, nickname: 'a' },
        emoji: '👍',
        on: true,
      })),
    ],
  },
)

export const wholeSettings = JSON.stringify({
  version: 1,
  nickname: 'Amara',
  recents: [{ address: '127.0.0.1:55555', name: 'Room', nickname: 'Amara', asciiOnly: true, lastJoinedAt: at }],
  hosted: [
    {
      name: 'Room',
      nickname: 'Amara',
      exposure: 'this-network',
      port: 55_555,
      keep: true,
      retention: { messages: 10_000, days: 30 },
      everyMessageToDisk: false,
      lastHostedAt: at,
    },
  ],
  open: [
    { kind: 'joined', address: '127.0.0.1:55555', logId: null },
    { kind: 'hosted', name: 'Room' },
  ],
  preferences: storedPreferences(() => {}).parse({}),
  window: { bounds: { x: 0, y: 0, width: 1000, height: 700 }, maximized: false },
})
