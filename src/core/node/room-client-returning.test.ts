/** Rooms that were open when the program ended, and are gone back to when it starts. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, NativeHostScript } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage } from '../../../e2e/peers/scripted-room.ts'
import { ScriptedServer } from '../../../e2e/peers/scripted-server.ts'
import { applyEvents } from '../common/apply-events.ts'
import { newRoom } from '../common/new-room.ts'
import type { RoomState } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { createIdentity } from './identity.ts'
import { MemoryOutbox } from './outbox.ts'
import type { RoomClient } from './room-client.ts'
import { createRoomKey } from './room-key.ts'

let room: NativeRoom
let outbox: MemoryOutbox
const identity = createIdentity()
const key = createRoomKey()
const { roomId } = key

beforeEach(async () => {
  room = await NativeRoom.open()
  room.host.key = key
  outbox = new MemoryOutbox()
})

afterEach(() => room[Symbol.asyncDispose]())

/** @param expected what the room was known by at an earlier visit */
function goBack(expected: string | null): { readonly client: RoomClient; readonly record: RoomRecord } {
  const client = room.createClient({ outbox, identity })
  const record = new RoomRecord(client)
  client.returnTo(expected)
  return { client, record }
}

function waits(id: string, forRoom: string | null): void {
  outbox.add({ type: 'post', id, text: `text of ${id}` }, forRoom, {})
}

describe('a native room', () => {
  test('is entered when it can be reached, its newest page in the place of what was kept', async () => {
    const { port } = room.host.address
    await room.close()
    const { client, record } = goBack(roomId)
    expect(client.people.map(({ nickname }) => nickname)).toEqual(['alice'])
    await record.until(isConnection('reconnecting'))
    await record.until((event) => event.type === 'connection.changed' && isRefused(event.connection))

    room.host = await NativeHostScript.listen(port)
    room.host.key = key
    room.host.room.lastSeq = 1
    client.reconnectNow()
    const { guest, hello } = await room.host.letIn()
    expect(hello).toMatchObject({ history: 100 })
    expect(hello).not.toHaveProperty('resume')
    guest.send({ type: 'events', events: [loggedMessage(1)] })
    const page = await record.until((event) => event.type === 'history.loaded')
    expect(page).toMatchObject({ renews: true, entries: [{ text: 'message 1', past: true }] })
    await record.until(isConnection('open'))
    guest.send({ type: 'events', events: [loggedMessage(2)] })
    await record.until(isMessage('message 2'))
    // Nobody has been away.
    expect(record.lines).toEqual(['bob: message 2'])

    guest.socket.resetAndDestroy()
    room.host.room.lastSeq = 2
    const again = await room.host.letIn()
    expect(again.hello.resume).toEqual({ roomId, seq: 2 })
    await record.until((event) => event.type === 'notice.added')
    expect(record.lines.at(-1)).toMatch(/^\* Back after/)
    expect(record.events.filter((event) => event.type === 'history.loaded')).toHaveLength(1)
  })

  test('what waits is shown at once, can be discarded singly, and goes out with what is added', async () => {
    waits('m1', roomId)
    waits('m2', roomId)
    const { client, record } = goBack(roomId)
    expect(record.messages.map(({ id, delivery }) => [id, delivery.state])).toEqual([
      ['m1', 'sending'],
      ['m2', 'sending'],
    ])
    client.discard('m1')
    client.send({ id: 'm3', text: 'and this', replyTo: { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' } })
    const { guest } = await room.host.letIn()
    expect(await guest.until('post')).toMatchObject({ id: 'm2', text: 'text of m2' })
    expect(await guest.until('post')).toMatchObject({ id: 'm3', replyTo: 'log-1' })
    guest.send({ type: 'accepted', id: 'm2', seq: 1, at: 1 }, { type: 'accepted', id: 'm3', seq: 2, at: 1 })
    await record.until(isDelivered('m3', 'sent'))
    expect(record.events).toContainEqual({ type: 'message.discarded', id: 'm1' })
    expect(outbox.list()).toEqual([])
  })

  test('what waits to be done to a message can be seen beside it, also when the room tells it anew', async () => {
    const author = { personId: identity.personId, nickname: 'alice', kind: 'native' } as const
    outbox.add({ type: 'edit', id: 'e1', target: 'log-1', text: 'before' }, roomId, {})
    outbox.add({ type: 'edit', id: 'e2', target: 'log-1', text: 'better' }, roomId, {})
    outbox.add({ type: 'react', id: 'r1', target: 'log-1', emoji: '👍', on: true }, roomId, {})
    const { client, record } = goBack(roomId)
    room.host.room.lastSeq = 4
    const { guest } = await room.host.letIn({ complete: false })
    guest.send({ type: 'events', events: [loggedMessage(4)] })
    await record.until((event) => event.type === 'history.loaded')
    client.loadHistory()
    const { request } = await guest.until('page')
    const deleted = { ...loggedMessage(2, '', author), deleted: true } as const
    client.edit('log-2', 'too late')
    guest.send({ type: 'page', request, events: [loggedMessage(1, 'hi', author), deleted], done: true, more: false })
    const page = await record.until((event) => event.type === 'history.loaded' && !event.more)
    const [message, gone] = page.type === 'history.loaded' ? page.entries : []
    expect(message).toMatchObject({ pendingChange: { text: 'better' }, pendingReactions: [{ emoji: '👍', on: true }] })
    expect(gone).not.toHaveProperty('pendingChange')
  })

  test('that turns out to be another one gets nothing that was written for the first', async () => {
    const { roomId: other } = createRoomKey()
    waits('m1', other)
    const { client, record } = goBack(other)
    client.send({ id: 'm2', text: 'soon' })
    client.edit('m0', 'new')
    room.host.room.lastSeq = 1
    const { guest } = await room.host.letIn()
    guest.send({ type: 'events', events: [loggedMessage(1)] })
    await record.until(isDelivered('m1', 'failed'))
    await record.until(isDelivered('m2', 'failed'))
    // What is kept of the first stays, and it is said where the words of the other begin.
    await record.until(isMessage('message 1'))
    expect(record.lines).toContainEqual(expect.stringContaining('Another room answers here now'))
    expect(record.events.some((event) => event.type === 'history.loaded' && event.renews)).toBe(false)
    expect(record.events).toContainEqual({
      type: 'message.delivery-changed',
      id: 'm1',
      delivery: { state: 'failed', reason: 'It was written for another room at this address.' },
    })
    expect(record.lines).toContain('* Not changed: It was written for another room at this address.')
    client.retry('m2')
    expect(await guest.until('post')).toMatchObject({ id: 'm2', text: 'soon' })
  })

  test('has refused something: the person is asked before it goes out again', async () => {
    outbox.add({ type: 'post', id: 'm1', text: 'hear me' }, roomId, {}, 'The host has muted you.')
    const { client, record } = goBack(roomId)
    expect(record.messages).toMatchObject([
      { id: 'm1', delivery: { state: 'failed', reason: 'The host has muted you.' } },
    ])
    const { guest } = await room.host.letIn()
    client.send({ id: 'm2', text: 'later' })
    expect(await guest.until('post')).toMatchObject({ id: 'm2' })
    client.retry('m1')
    expect(await guest.until('post')).toMatchObject({ id: 'm1' })
    guest.send({ type: 'rejected', id: 'm1', message: 'The host has muted you.' })
    await record.until(isDelivered('m1', 'failed'))
    expect(outbox.list()).toMatchObject([
      { act: { id: 'm1' }, refusal: 'The host has muted you.' },
      { act: { id: 'm2' } },
    ])
  })

  test('gets the new words alone of what was written for another one', async () => {
    const { roomId: other } = createRoomKey()
    waits('m1', other)
    const { client, record } = goBack(other)
    const { guest } = await room.host.letIn()
    await record.until(isDelivered('m1', 'failed'))
    client.edit('m1', 'the right words')
    client.send({ id: 'm2', text: 'end' })
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm1', text: 'the right words' })
    expect(await guest.until('post')).toMatchObject({ id: 'm2' })
  })

  test('after which a classic server answered keeps what is kept of it', async () => {
    const { port } = room.host.address
    await room.close()
    await using server = await ScriptedServer.listen(port)
    const { client, record } = goBack(roomId)
    const connection = await server.accept()
    await connection.letIn('alice')
    await record.until(isConnection('open'))
    connection.socket.resetAndDestroy()
    await server[Symbol.asyncDispose]()
    room.host = await NativeHostScript.listen(port)
    room.host.key = key
    client.reconnectNow()
    await room.host.letIn()
    await record.until((event) => event.type === 'notice.added' && event.notice.text.startsWith('The room of before'))
    expect(record.events.some((event) => event.type === 'history.loaded' && event.renews)).toBe(false)
  })

  test('that no longer proves to be the one that was expected is another one', async () => {
    waits('m1', roomId)
    room.host.key = null
    room.host.room.id = roomId
    const { client, record } = goBack(roomId)
    const { guest } = await room.host.letIn()
    await record.until(isDelivered('m1', 'failed'))
    expect(client.roomId).not.toBe(roomId)
    client.send({ id: 'm2', text: 'hello there' })
    expect(await guest.until('post')).toMatchObject({ id: 'm2' })
  })

  test('where a classic server was is entered all the same', async () => {
    const { record } = goBack(null)
    room.host.room.lastSeq = 1
    const { guest } = await room.host.letIn()
    guest.send({ type: 'events', events: [loggedMessage(1)] })
    expect(await record.until((event) => event.type === 'history.loaded')).toMatchObject({
      renews: true,
      entries: [{ text: 'message 1' }],
    })
    expect(record.lines).toEqual([])
  })

  test('that turns somebody away for good is over, and says why', async () => {
    const { record } = goBack(roomId)
    const guest = await room.host.accept()
    await guest.upgrade()
    guest.send({ type: 'refused', code: 'banned', message: 'You are banned from this room.' })
    expect(await record.until(isConnection('closed'))).toMatchObject({ connection: { reason: /banned/ } })
  })
})

test('a room that answers again after another one stands here once, and gets what was written for it', async () => {
  const other = createRoomKey()
  const outbox = new MemoryOutbox()
  room.host.room.lastSeq = 1
  const { client, record, guest } = await room.enter({ outbox, identity })
  guest.send({ type: 'events', events: [loggedMessage(1)] })
  await record.until((event) => event.type === 'history.loaded')
  guest.socket.resetAndDestroy()
  await record.until(isConnection('reconnecting'))
  client.send({ id: 'm1', text: 'for the first', replyTo: { id: 'log-1', nickname: 'bob', excerpt: 'message 1' } })

  room.host.key = other
  const between = await room.host.letIn()
  between.guest.send({ type: 'events', events: [{ ...loggedMessage(1, 'of the other'), id: 'other-1' }] })
  await record.until(isMessage('of the other'))
  expect(record.deliveries).toEqual(['m1 failed'])
  between.guest.socket.resetAndDestroy()

  room.host.key = key
  room.host.room.lastSeq = 2
  const again = await room.host.letIn()
  again.guest.send({ type: 'events', events: [loggedMessage(1), loggedMessage(2)] })
  expect(await again.guest.until('post')).toMatchObject({ id: 'm1', text: 'for the first', replyTo: 'log-1' })
  await record.until(isMessage('message 2'))
  expect(record.lines.filter((line) => line.includes('answer'))).toEqual([
    expect.stringContaining('Another room answers here now'),
    '* The room of before answers here again.',
  ])
  const { entries } = roomAfter(record.events, client)
  const ids = entries.flatMap((entry) => (entry.kind === 'message' ? [entry.id] : []))
  expect(ids.filter((id) => id !== 'm1')).toEqual(['log-1', 'other-1', 'log-2'])
})

test('a classic server is entered when it can be reached, and the person is asked about what waits', async () => {
  await using server = await ScriptedServer.listen()
  waits('m1', null)
  const client = room.createClient({ outbox, identity, address: server.address })
  const record = new RoomRecord(client)
  client.returnTo(null)
  expect(record.messages).toMatchObject([{ id: 'm1', delivery: { state: 'failed' } }])
  const connection = await server.accept()
  await connection.letIn('alice')
  await record.until(isConnection('open'))
  client.retry('m1')
  await connection.until('alice: text of m1')
  connection.send('bob: hi')
  await record.until(isMessage('hi'))
  expect(record.events.some((event) => event.type === 'history.loaded')).toBe(false)
})

function isRefused(connection: { readonly status: string; readonly reason?: string }): boolean {
  return connection.status === 'reconnecting' && connection.reason?.includes('Nothing is listening') === true
}

function roomAfter(events: readonly RoomEventBody[], client: RoomClient): RoomState {
  const empty = newRoom({ id: 'room', name: '', self: { personId: client.selfId, nickname: 'alice' } })
  return applyEvents(
    empty,
    events.map((event, index) => ({ ...event, seq: index + 1 })),
  )
}
