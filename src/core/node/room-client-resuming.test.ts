import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, loggedMessages, NativeHostScript } from '../../../e2e/peers/native-host-script.ts'
import { frame } from '../../../e2e/peers/native-peer.ts'
import { NativeRoom, type NativeVisit } from '../../../e2e/peers/native-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage, ManualTimers } from '../../../e2e/peers/scripted-room.ts'
import { ScriptedServer } from '../../../e2e/peers/scripted-server.ts'
import type { LogEvent } from '../common/native/log-event.ts'
import { undescribed } from '../common/room.ts'
import type { RoomClient, RoomClientOptions } from './room-client.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
  room.host.room.lastSeq = 10
})

afterEach(() => room[Symbol.asyncDispose]())

/** A client that has the messages up to 10, from the first or from this one on. */
async function enter(options: Partial<RoomClientOptions> = {}, first = 1): Promise<NativeVisit> {
  const visit = await room.enter(options, { complete: first === 1 })
  visit.guest.send({ type: 'events', events: loggedMessages(first, 10) })
  await visit.record.until((event) => event.type === 'history.loaded')
  return visit
}

function ownMessage(client: RoomClient, seq: number, id: string, text: string): LogEvent {
  return { ...loggedMessage(seq, text, { personId: client.selfId, nickname: 'alice', kind: 'native' }), id }
}

describe('after a drop', () => {
  test('exactly what was missed comes, in order and once', async () => {
    const { client, record, guest } = await enter()
    guest.send({ type: 'events', events: [loggedMessage(11)] })
    await record.until(isMessage('message 11'))
    guest.socket.resetAndDestroy()
    room.host.room.lastSeq = 15
    const { guest: again, hello } = await room.host.letIn()
    expect(hello.resume).toEqual({ roomId: 'room-1', seq: 11 })
    const carol = { id: 'key:carol', nickname: 'carol', kind: 'native' as const }
    again.send({
      type: 'events',
      events: [
        loggedMessage(11),
        loggedMessage(12),
        { type: 'joined', seq: 13, at: 1, person: carol },
        { type: 'left', seq: 15, at: 2, personId: 'host', nickname: 'hanna' },
      ],
    })
    again.send({ type: 'events', events: [loggedMessage(16)] })
    await record.until(isMessage('message 16'))
    expect(record.lines).toEqual(['bob: message 11', '* Back after 1 s.', 'bob: message 12', 'bob: message 16'])
    expect(record.messages.some((message) => message.past)).toBe(false)
    // What was missed is news, but too late to be announced.
    const late = record.events.flatMap((event) =>
      event.type === 'message.added' && event.isLate ? [event.message] : [],
    )
    expect(late.map(({ text }) => text)).toEqual(['message 12'])
    // Who is here is what the welcome says, not what has happened meanwhile.
    expect(client.people.map(({ nickname }) => nickname)).toEqual(['alice', 'hanna'])
    expect(record.events.flatMap((event) => (event.type === 'presence.added' ? [event.entry.nickname] : []))).toEqual([
      'carol',
      'hanna',
    ])
  })

  test('what was not accepted goes out again, with its id and in order', async () => {
    const { client, record, guest } = await enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    await guest.until('post')
    await guest.until('post')
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send({ id: 'm3', text: 'three' })
    // The host had taken the first before the drop.
    room.host.room.lastSeq = 11
    const { guest: again } = await room.host.letIn()
    again.send({ type: 'events', events: [ownMessage(client, 11, 'm1', 'one')] })
    while ((await again.until('post')).id !== 'm3');
    // The first goes out again only if that was not seen in time.
    const posts = again.messages.flatMap((message) => (message.type === 'post' ? [message.id] : []))
    expect(posts.filter((id) => id !== 'm1')).toEqual(['m2', 'm3'])
    again.send({ type: 'accepted', id: 'm1', seq: 11, at: 1 })
    again.send({ type: 'events', events: [ownMessage(client, 12, 'm2', 'two'), ownMessage(client, 13, 'm3', 'three')] })
    again.send({ type: 'accepted', id: 'm2', seq: 12, at: 1 }, { type: 'accepted', id: 'm3', seq: 13, at: 1 })
    await record.until(isDelivered('m3', 'sent'))
    expect(record.deliveries).toEqual(['m1 sent', 'm2 sent', 'm3 sent'])
    expect(record.messages.map(({ text }) => text)).toEqual(['one', 'two', 'three'])
  })

  test('a message that waits can be taken back, one that is under way cannot', async () => {
    const { client, record, guest } = await enter()
    client.send({ id: 'm1', text: 'one' })
    await guest.until('post')
    client.discard('m1')
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    client.send({ id: 'm2', text: 'two' })
    client.discard('m2')
    const { guest: again } = await room.host.letIn()
    expect(await again.until('post')).toMatchObject({ id: 'm1' })
    expect(record.events.filter((event) => event.type === 'message.discarded')).toEqual([
      { type: 'message.discarded', id: 'm2' },
    ])
  })

  test('more than one page was missed: everything comes in order all the same', async () => {
    const { record, guest } = await enter()
    guest.socket.resetAndDestroy()
    room.host.room.lastSeq = 3000
    const { guest: again } = await room.host.letIn({ complete: false })
    again.send({ type: 'events', events: loggedMessages(2901, 3000) })
    again.send({ type: 'events', events: [loggedMessage(3001)] })
    for (let asked = 0; record.messages.length === 0; asked += 1) {
      const { request, before, limit } = await again.until('page')
      const first = Math.max(1, before - limit)
      const middle = first + 200
      again.send({ type: 'page', request, events: loggedMessages(first, middle), done: false, more: true })
      again.send({ type: 'page', request, events: loggedMessages(middle + 1, before - 1), done: true, more: first > 1 })
      if (first <= 10) await record.until(isMessage('message 3001'))
      expect(asked).toBeLessThan(10)
    }
    expect(record.messages.map(({ id }) => id)).toEqual(Array.from({ length: 2991 }, (_, index) => `log-${index + 11}`))
    expect(record.lines.filter((line) => line.startsWith('*'))).toEqual(['* Back after 1 s.'])
  })

  test('what the host no longer keeps is said', async () => {
    const { record, guest } = await enter()
    guest.socket.resetAndDestroy()
    room.host.room.lastSeq = 3000
    const { guest: again } = await room.host.letIn({ complete: false })
    const { request } = await again.until('page')
    again.send({ type: 'page', request, events: loggedMessages(2990, 3000), done: true, more: false })
    await record.until(isMessage('message 3000'))
    expect(record.lines.slice(0, 3)).toEqual([
      '* Back after 1 s.',
      '* Some of what was said while you were away is no longer kept by the host.',
      'bob: message 2990',
    ])
  })

  test('a host that lost its last events counts on from where it is', async () => {
    const { record, guest } = await enter()
    guest.socket.resetAndDestroy()
    room.host.room.lastSeq = 8
    const { guest: again } = await room.host.letIn()
    again.send({ type: 'events', events: [loggedMessage(9, 'after the crash')] })
    await record.until(isMessage('after the crash'))
  })

  test('a drop before the newest page was there: it is asked for again', async () => {
    const client = room.createClient()
    const record = new RoomRecord(client)
    const joining = client.join()
    const { guest } = await room.host.letIn()
    guest.send({ type: 'events', events: loggedMessages(1, 3) })
    await joining
    guest.socket.resetAndDestroy()
    const { guest: again, hello } = await room.host.letIn()
    expect(hello).not.toHaveProperty('resume')
    again.send({ type: 'events', events: loggedMessages(1, 10) })
    const loaded = await record.until((event) => event.type === 'history.loaded')
    expect(loaded).toMatchObject({ entries: { length: 10 } })
    expect(record.lines).toEqual(['* Back after 1 s.'])
  })

  test('older messages that were asked for before it are asked for after it', async () => {
    const { client, record, guest } = await enter({}, 8)
    client.loadHistory()
    await guest.until('page')
    guest.socket.resetAndDestroy()
    const { guest: again } = await room.host.letIn()
    const { request, before } = await again.until('page')
    expect(before).toBe(8)
    again.send({ type: 'page', request, events: loggedMessages(1, 7), done: true, more: false })
    const loaded = await record.until((event) => event.type === 'history.loaded' && !event.more)
    expect(loaded).toMatchObject({ entries: { length: 7 } })
    client.loadHistory()
    await record.until((event) => event.type === 'history.loaded' && event.entries.length === 0)
  })

  test('the name is still ours; somebody else may have it by now', async () => {
    const { client, record, guest } = await enter()
    guest.socket.resetAndDestroy()
    const refused = await room.host.accept()
    expect((await refused.upgrade()).nickname).toBe('alice')
    refused.send({ type: 'refused', code: 'name-taken', message: 'Taken.', suggestion: 'alice-2' })
    const { hello } = await room.host.letIn()
    expect(hello.nickname).toBe('alice-2')
    await record.until(isConnection('open'))
    expect(client.nickname).toBe('alice-2')
    expect(record.events).toContainEqual({ type: 'self.renamed', nickname: 'alice-2' })
  })
})

describe('a host that comes back as something else', () => {
  test('another room: it is said, and its conversation comes behind the old one', async () => {
    const { client, record, guest } = await enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    guest.socket.resetAndDestroy()
    room.host.room = { ...room.host.room, id: 'room-2', name: 'Another', lastSeq: 2 }
    const { guest: again } = await room.host.letIn()
    again.send({ type: 'events', events: loggedMessages(1, 2) })
    await record.until(isMessage('message 2'))
    expect(record.deliveries).toEqual(['m1 failed'])
    client.retry('m1')
    expect(await again.until('post')).toMatchObject({ id: 'm1' })
    expect(record.lines.slice(1)).toEqual([
      '* Back after 1 s.',
      '* Another room answers here now, or this one has begun anew: what was said before is not kept in it.',
      'bob: message 1',
      'bob: message 2',
    ])
    expect(record.messages.slice(1).every((message) => message.past)).toBe(true)
    expect(client).toMatchObject({ roomId: 'unproven:room-2', description: { name: 'Another' } })
    expect(record.events).toContainEqual({ type: 'history.loaded', entries: [], more: false })
  })

  test('a classic server: it is said, and what waited goes out there if the person likes', async () => {
    const { client, record, guest } = await enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    guest.socket.resetAndDestroy()
    const { port } = room.host.address
    await room.close()
    await using server = await ScriptedServer.listen(port)
    const connection = await server.accept()
    await connection.letIn('alice')
    await record.until(isDelivered('m1', 'failed'))
    client.retry('m1')
    await connection.until('alice: hi')
    connection.send('alice: hi')
    await record.until(isDelivered('m1', 'sent'))
    expect(client.isNative).toBe(false)
    expect(client.description).toEqual({ name: 'The room', ...undescribed })
    expect(record.lines.at(-1)).toContain('classic server')
    expect(record.events).toContainEqual({ type: 'room.described', name: 'The room', ...undescribed })
  })

  test('a classic server that becomes native: what it has to say follows, nothing twice', async () => {
    const { port } = room.host.address
    await room.close()
    const server = await ScriptedServer.listen(port)
    const client = room.createClient()
    const record = new RoomRecord(client)
    const joining = client.join()
    const connection = await server.accept()
    await connection.letIn('alice')
    await joining
    connection.send('bob: hi')
    await record.until(isMessage('hi'))
    await server[Symbol.asyncDispose]()
    room.host = await NativeHostScript.listen(port)
    room.host.room.lastSeq = 10
    const { guest, hello } = await room.host.letIn()
    expect(hello).toMatchObject({ history: 0 })
    guest.send({ type: 'events', events: [loggedMessage(11)] })
    await record.until(isMessage('message 11'))
    expect(record.lines.filter((line) => !line.startsWith('*'))).toEqual(['bob: hi', 'bob: message 11'])
  })
})

describe('an end', () => {
  test.each([
    ['closed', { reason: 'The host closed the room.' }],
    ['replaced', { reason: 'You joined this room from somewhere else.', isRemoved: true }],
    ['kicked', { reason: 'Bye.', isRemoved: true }],
    ['way-closed', { reason: 'Bye.', isRemoved: true }],
    ['banned', { reason: 'Bye.', isRemoved: true }],
  ])('%s is one without attempts to come back', async (code, end) => {
    const { client, record, guest } = await enter()
    guest.send({ type: 'events', events: [loggedMessage(11)] }, { type: 'bye', code, message: 'Bye.' })
    await record.until(isConnection('closed'))
    expect(record.lines).toEqual(['bob: message 11'])
    expect(record.connections).toEqual([{ status: 'closed', ...end }])
    client.send({ id: 'm1', text: 'anybody?' })
    expect(record.deliveries).toEqual(['m1 failed'])
    client.reconnectNow()
    client.retry('m1')
    const { guest: again } = await room.host.letIn()
    expect(await again.until('post')).toMatchObject({ id: 'm1' })
  })

  test('whoever may not come in again is told, and does not try for ever', async () => {
    const { client, record, guest } = await enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    guest.socket.resetAndDestroy()
    const refused = await room.host.accept()
    await refused.upgrade()
    refused.send({ type: 'refused', code: 'banned', message: 'You may not come in: Noise.' })
    await record.until(isConnection('closed'))
    expect(record.connections.at(-1)).toEqual({
      status: 'closed',
      reason: 'You may not come in: Noise.',
      isRemoved: true,
    })
    expect(record.deliveries).toEqual(['m1 failed'])
    // Asked to, it tries again.
    client.reconnectNow()
    client.retry('m1')
    const { guest: again } = await room.host.letIn()
    expect(await again.until('post')).toMatchObject({ id: 'm1' })
  })

  test('another bye is a drop, with its words', async () => {
    const { record, guest } = await enter()
    guest.send({ type: 'bye', code: 'too-slow', message: 'You read too slowly.' })
    await record.until(isConnection('reconnecting'))
    expect(record.connections).toMatchObject([{ reason: 'You read too slowly.' }])
    await room.host.letIn()
    await record.until(isConnection('open'))
  })

  test.each([
    ['a frame that is too long', Buffer.from([0xff, 0, 0, 0, 1])],
    ['what is no JSON', Buffer.from([0, 0, 0, 1, 0x7b])],
    ['what cannot be inflated', frame('{"type":"ping"}', true)],
    ['a megabyte in a frame of a kilobyte', frame(deflateRawSync(' '.repeat(2 ** 20)), true)],
    ['a message that lacks something', Buffer.from('\0\0\0\x11{"type":"events"}')],
  ])('%s ends the connection, which is made again', async (_, bytes) => {
    const { record, guest } = await enter()
    guest.socket.write(bytes)
    await record.until(isConnection('reconnecting'))
    expect(record.connections).toMatchObject([{ reason: expect.stringContaining('cannot be understood') as string }])
    await room.host.letIn()
    await record.until(isConnection('open'))
  })

  test('a silent host is asked, and taken for gone when it does not answer', async () => {
    const timers = new ManualTimers()
    let now = 0
    timers.now = () => now
    const { record, guest } = await enter({ timers })
    now = 30_000
    timers.pass()
    await guest.until('ping')
    guest.send({ type: 'pong' }, { type: 'events', events: [loggedMessage(11)] })
    await record.until(isMessage('message 11'))
    now = 100_000
    timers.pass()
    await guest.until('ping')
    expect(record.connections).toEqual([])
    now = 145_000
    timers.pass()
    await record.until(isConnection('reconnecting'))
    expect(record.connections).toMatchObject([{ reason: 'The room no longer answers.' }])
  })
})
