import { beforeEach, describe, expect, test } from 'vitest'
import { failure, success } from '../core/common/result.ts'
import { newRoom } from '../core/common/new-room.ts'
import type { MessageEntry, RoomState } from '../core/common/room.ts'
import { answerMessage, roomRequests } from './room-requests.ts'
import { RoomSession, type RoomActions } from './room-session.ts'

const bob = { id: 'key:bob', nickname: 'bob', kind: 'native' } as const
const message: MessageEntry = {
  kind: 'message',
  id: 'm1',
  at: 1,
  author: { personId: 'key:bob', nickname: 'bob', kind: 'native' },
  text: `Lunch?\n${'word '.repeat(100)}`,
  own: false,
  delivery: { state: 'received' },
}
const initial = newRoom({
  id: 'room',
  name: 'Workshop',
  self: { personId: 'me', nickname: 'Amara' },
  people: [bob],
  entries: [message],
})

const me = { personId: 'me', nickname: 'Amara', kind: 'native' } as const

let asked: unknown[][]
let session: RoomSession
let begin: (state: RoomState) => void
let requests: ReturnType<typeof roomRequests>

beforeEach(() => {
  asked = []
  const note =
    (name: string) =>
    (...args: unknown[]): void =>
      void asked.push([name, ...args])
  const actions: RoomActions = {
    send: note('send'),
    edit: note('edit'),
    delete: note('delete'),
    react: note('react'),
    rename: note('rename'),
    setTopic: note('setTopic'),
    setAway: note('setAway'),
    moderate: (moderation) => (moderation.type === 'slow' ? success(undefined) : failure('They are gone.')),
    expose: async (exposure, mayCut) => {
      if (exposure === 'all-addresses') return failure('The room stays as it was.')
      return success({ isDone: mayCut, cut: 2 })
    },
    retry: note('retry'),
    discard: note('discard'),
    reconnectNow: note('reconnectNow'),
    loadHistory: note('loadHistory'),
    setTyping: note('setTyping'),
    leave: async () => {},
  }
  begin = (state) => {
    session = new RoomSession(state, actions, () => {})
  }
  begin(initial)
  requests = roomRequests((roomId) => (roomId === 'room' ? session : undefined))
})

test('who can reach a room is decided anew, or is not, for a reason', async () => {
  const expose = requests['room.expose']
  const exposure = 'this-computer'
  expect(await expose({ roomId: 'room', exposure, mayCut: false })).toEqual(success({ isDone: false, cut: 2 }))
  expect(await expose({ roomId: 'room', exposure, mayCut: true })).toEqual(success({ isDone: true, cut: 2 }))
  const refused = { code: 'refused', message: 'The room stays as it was.' }
  expect(await expose({ roomId: 'room', exposure: 'all-addresses', mayCut: true })).toEqual(failure(refused))
  expect(await expose({ roomId: 'gone', exposure, mayCut: true })).toMatchObject({ error: { code: 'no-such-room' } })
})

describe('saying something', () => {
  test('an answer quotes the beginning of what it answers, as one line', async () => {
    await requests['message.send']({ roomId: 'room', messageId: 'm2', text: 'yes', replyTo: 'm1' })
    const excerpt = expect.stringMatching(/^Lunch\? word word .*…$/) as string
    expect(asked).toEqual([['send', { id: 'm2', text: 'yes', replyTo: { id: 'm1', nickname: 'bob', excerpt } }]])
  })

  test('a direct message names whom it is for; an action is one', async () => {
    await requests['message.send']({ roomId: 'room', messageId: 'm2', text: 'waves', to: 'key:bob', action: true })
    const to = { personId: 'key:bob', nickname: 'bob' }
    expect(asked).toEqual([['send', { id: 'm2', text: 'waves', to, action: true }]])
  })

  test.each([
    [{ replyTo: 'gone' }, 'no-such-message'],
    [{ to: 'key:gone' }, 'no-such-person'],
  ])('with %j it is not taken, so that the text stays where it was typed', async (changes, code) => {
    const answer = await requests['message.send']({ roomId: 'room', messageId: 'm2', text: 'yes', ...changes })
    expect(answer).toMatchObject({ ok: false, error: { code } })
    expect(asked).toEqual([])
  })
})

describe('answering a direct message', () => {
  const direct = { ...message, id: 'd1', text: 'the secret', to: { personId: 'me', nickname: 'Amara' } }
  const own = { ...message, id: 'd2', own: true, author: me, to: { personId: 'key:bob', nickname: 'bob' } }
  const answerTo = (id: string, to?: string): unknown =>
    requests['message.send']({ roomId: 'room', messageId: 'm2', text: 'yes', replyTo: id, ...(to && { to }) })

  beforeEach(() => {
    begin({ ...initial, people: [bob, { ...bob, id: 'key:eve', nickname: 'eve' }], entries: [direct, own] })
  })

  test.each(['d1', 'd2'])('to %s, the other one of the two is told, with the quote', async (id) => {
    expect(await answerTo(id, 'key:bob')).toEqual({ ok: true, value: null })
    expect(asked).toMatchObject([['send', { replyTo: { id, direct: true }, to: { personId: 'key:bob' } }]])
  })

  test.each([undefined, 'key:eve'])('nobody else is told of it: %s', async (to) => {
    expect(await answerTo('d1', to)).toMatchObject({ ok: false, error: { code: 'direct-answer' } })
    expect(asked).toEqual([])
  })
})

describe('answering from outside the window', () => {
  const direct = { ...message, id: 'd1', text: 'the secret', to: { personId: 'me', nickname: 'Amara' } }
  const answerTo = (messageId: string): unknown => answerMessage(session, { id: 'm2', messageId, text: 'yes' })

  test('what was said to everybody is answered to everybody', () => {
    expect(answerTo('m1')).toEqual({ ok: true, value: null })
    expect(asked).toEqual([['send', { id: 'm2', text: 'yes' }]])
  })

  test('a direct message is answered to its author alone', () => {
    begin({ ...initial, entries: [direct] })
    expect(answerTo('d1')).toEqual({ ok: true, value: null })
    expect(asked).toEqual([['send', { id: 'm2', text: 'yes', to: { personId: 'key:bob', nickname: 'bob' } }]])
  })

  test('nobody is told if its author has gone, nor if nobody knows any more whom it was for', () => {
    begin({ ...initial, people: [], entries: [direct] })
    expect(answerTo('d1')).toMatchObject({ ok: false, error: { code: 'no-such-person' } })
    expect(answerTo('d0')).toMatchObject({ ok: false, error: { code: 'no-such-message' } })
    expect(asked).toEqual([])
  })
})

describe('asking for something else', () => {
  test('it is handed on, tidied', async () => {
    const roomId = 'room'
    await requests['room.rename']({ roomId, nickname: ' Zoë  2 ' })
    await requests['room.set-topic']({ roomId, topic: ' Tides ' })
    await requests['room.set-away']({ roomId, message: ' Lunch ' })
    await requests['room.set-away']({ roomId, message: null })
    await requests['message.react']({ roomId, messageId: 'm1', emoji: '👍', on: true })
    await requests['message.edit']({ roomId, messageId: 'm1', text: 'new' })
    await requests['message.delete']({ roomId, messageId: 'm1' })
    await requests['room.load-history']({ roomId, untilId: 'm0' })
    expect(asked).toEqual([
      ['rename', 'Zoë 2'],
      ['setTopic', 'Tides'],
      ['setAway', 'Lunch'],
      ['setAway', null],
      ['react', 'm1', '👍', true],
      ['edit', 'm1', 'new'],
      ['delete', 'm1'],
      ['loadHistory', 'm0', undefined],
    ])
  })

  test('a name that somebody has is refused with one that is free; one’s own may be written otherwise', async () => {
    const rename = (nickname: string): unknown => requests['room.rename']({ roomId: 'room', nickname })
    expect(await rename('Bob')).toMatchObject({ error: { field: 'nickname', suggestion: 'Bob-2' } })
    expect(asked).toEqual([])
    begin({ ...initial, people: [bob, { ...bob, id: 'me', nickname: 'Amara' }] })
    expect(await rename('amara')).toMatchObject({ ok: true })
    expect(asked).toEqual([['rename', 'amara']])
  })

  test.each([
    ['room.rename', { nickname: 'a:b' }, 'bad-nickname'],
    ['room.rename', { nickname: 'BOB' }, 'name-taken'],
    ['room.set-topic', { topic: 'x'.repeat(301) }, 'too-long'],
    ['room.set-away', { message: 'x'.repeat(201) }, 'too-long'],
    ['message.react', { messageId: 'm1', emoji: 'ok', on: true }, 'bad-emoji'],
    ['room.moderate', { moderation: { type: 'kick', personId: 'x', reason: '' } }, 'refused'],
  ] as const)('%s with %j is refused in words', async (name, payload, code) => {
    const handler = requests[name] as (payload: object) => unknown
    const answer = await handler({ roomId: 'room', ...payload })
    expect(answer).toMatchObject({ ok: false, error: { code, message: expect.stringMatching(/\.$/) as string } })
    expect(asked).toEqual([])
  })

  test('what the host may do is done', async () => {
    const moderation = { type: 'slow', seconds: 5 } as const
    expect(await requests['room.moderate']({ roomId: 'room', moderation })).toEqual({ ok: true, value: null })
  })

  test('a room that is gone is said', async () => {
    const answer = await requests['message.delete']({ roomId: 'nowhere', messageId: 'm1' })
    expect(answer).toMatchObject({ ok: false, error: { code: 'no-such-room' } })
  })
})
