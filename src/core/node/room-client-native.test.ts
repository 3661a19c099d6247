import { randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ManualTime } from '../../../e2e/peers/manual-time.ts'
import { loggedMessage, loggedMessages } from '../../../e2e/peers/native-host-script.ts'
import { frame } from '../../../e2e/peers/native-peer.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isDelivered, isMessage, ManualTimers } from '../../../e2e/peers/scripted-room.ts'
import type { RoomEventBody } from '../common/room-event.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('talking', () => {
  test('a message is sending, sent when it is accepted, and then counted', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'é 😀\nsecond line' })
    const post = await guest.until('post')
    expect(post).toEqual({ type: 'post', id: 'm1', text: 'é 😀\nsecond line' })
    const author = { personId: client.selfId, nickname: 'alice', kind: 'native' } as const
    guest.send(
      { type: 'events', events: [{ type: 'message', seq: 1, at: 5, id: 'm1', author, text: post.text }] },
      { type: 'accepted', id: 'm1', seq: 1, at: 5 },
      { type: 'receipts', receipts: [{ id: 'm1', have: 1, of: 2, cannotConfirm: ['bo'] }] },
      { type: 'events', events: [loggedMessage(2, 'nice')] },
    )
    await record.until(isMessage('nice'))
    expect(record.lines).toEqual(['alice: é 😀\nsecond line', 'bob: nice'])
    expect(record.events.filter((event) => event.type === 'message.delivery-changed')).toEqual([
      { type: 'message.delivery-changed', id: 'm1', delivery: { state: 'sent' } },
      {
        type: 'message.delivery-changed',
        id: 'm1',
        delivery: { state: 'sent', ledger: { have: 1, of: 2, cannotConfirm: ['bo'] } },
      },
    ])
  })

  test('an own message whose log event comes after it was accepted is shown once', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    const author = { personId: client.selfId, nickname: 'alice', kind: 'native' } as const
    guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 5 })
    guest.send({ type: 'events', events: [{ type: 'message', seq: 1, at: 5, id: 'm1', author, text: 'hi' }] })
    guest.send({ type: 'events', events: [loggedMessage(2, 'end')] })
    await record.until(isMessage('end'))
    expect(record.lines).toEqual(['alice: hi', 'bob: end'])
  })

  test('a message says by name who has it, where the host does', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    const counts = { have: 1, of: 2, cannotConfirm: [] }
    guest.send({
      type: 'receipts',
      receipts: [{ id: 'm1', ...counts, names: { have: ['b\u202Eob'], missing: ['kenji'] } }],
    })
    const changed = await record.until((event) => event.type === 'message.delivery-changed')
    const ledger = { ...counts, names: { have: ['bob'], missing: ['kenji'] } }
    expect(changed).toMatchObject({ id: 'm1', delivery: { state: 'sent', ledger } })
  })

  test('rejected is failed, in the words of the host, and can be tried again', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    guest.send({ type: 'rejected', id: 'm1', message: 'Not now.' })
    const failed = await record.until(isDelivered('m1', 'failed'))
    expect(failed).toMatchObject({ delivery: { reason: 'Not now.' } })
    client.retry('m1')
    expect(await guest.until('post')).toMatchObject({ id: 'm1', text: 'hi' })
  })

  test('a text over the limit becomes several messages, and blanks none', async () => {
    const { client, record, guest } = await room.enter()
    const text = 'word '.repeat(2000)
    client.send({ id: 'm1', text })
    const parts = [await guest.until('post'), await guest.until('post'), await guest.until('post')]
    expect(parts.map((post) => post.text).join('')).toBe(text)
    expect(parts.map((post) => post.id)).toEqual(record.messages.map((message) => message.id))
    client.send({ id: 'm2', text: ' \n ' })
    expect(record.deliveries).toEqual(['m2 failed'])
  })

  test('others come and go; our own coming is no news', async () => {
    const { client, record, guest } = await room.enter()
    const person = { id: 'key:bob', nickname: 'bob', kind: 'native' } as const
    guest.send({
      type: 'events',
      events: [
        { type: 'joined', seq: 1, at: 1, person: { ...person, id: client.selfId, nickname: 'alice' } },
        { type: 'joined', seq: 2, at: 2, person },
      ],
    })
    await record.until((event) => event.type === 'person.joined')
    expect(client.people.map(({ nickname }) => nickname)).toEqual(['alice', 'hanna', 'bob'])
    guest.send({ type: 'events', events: [{ type: 'left', seq: 3, at: 3, personId: 'key:bob', nickname: 'bob' }] })
    await record.until((event) => event.type === 'person.left')
    expect(client.people.map(({ nickname }) => nickname)).toEqual(['alice', 'hanna'])
    expect(record.lines).toEqual(['+ bob', '- bob'])
  })

  test('people who did not fit into the welcome follow', async () => {
    const { client, record, guest } = await room.enter()
    guest.send({ type: 'people', people: [{ id: 'key:bob', nickname: 'bob', kind: 'native' }] })
    await record.until((event) => event.type === 'people.added')
    expect(client.people).toHaveLength(3)
    expect(record.lines).toEqual([])
  })

  test('people beyond ten thousand are told of as they come, and not remembered', async () => {
    const { client, record, guest } = await room.enter()
    const somebody = (name: string) => ({ id: name, nickname: name, kind: 'classic' }) as const
    for (let thousand = 0; thousand < 10; thousand += 1) {
      const people = Array.from({ length: 1000 }, (_, index) => somebody(`${thousand} ${index}`))
      guest.send({ type: 'people', people })
    }
    guest.send({ type: 'events', events: [{ type: 'joined', seq: 1, at: 1, person: somebody('bob') }] })
    const isOfBob = (event: RoomEventBody): boolean => 'entry' in event && JSON.stringify(event.entry).includes('"bob"')
    expect(await record.until(isOfBob)).toMatchObject({ type: 'presence.added', entry: { change: 'joined' } })
    // Alice herself is one more.
    expect(client.people).toHaveLength(10_001)
    const added = record.events.flatMap((event) => (event.type === 'people.added' ? event.people : []))
    expect(added).toHaveLength(9999)
  })

  test('what others write and are called cannot act on the reader', async () => {
    const { record, guest } = await room.enter()
    const author = { personId: 'key:eve', nickname: 'e\u202Eve', kind: 'native' } as const
    guest.send({ type: 'events', events: [loggedMessage(1, 'a\u001B[2J\r\n\tb\0', author)] })
    await record.until((event) => event.type === 'message.added')
    expect(record.lines).toEqual(['eve: a[2J\n\tb'])
  })

  test('the host is told how far we are, not more often than it needs', async () => {
    const { record, guest } = await room.enter()
    for (let seq = 1; seq <= 20; seq += 1) guest.send({ type: 'events', events: [loggedMessage(seq)] })
    await record.until(isMessage('message 20'))
    expect(await guest.until('received')).toEqual({ type: 'received', seq: 20 })
    guest.send({ type: 'events', events: [loggedMessage(21)] })
    expect(await guest.until('received')).toEqual({ type: 'received', seq: 21 })
    expect(guest.messages.filter(({ type }) => type === 'received')).toHaveLength(2)
  })

  test('the host of a thousand people is told once a second', async () => {
    const time = new ManualTime()
    const others = Array.from({ length: 999 }, (_, index) => `p${index}`)
    const people = others.map((name) => ({ id: name, nickname: name, kind: 'native' }) as const)
    const { client, record, guest } = await room.enter({ timers: time, clock: time.clock }, { people })
    guest.send({ type: 'events', events: [loggedMessage(1)] })
    await record.until((event) => event.type === 'message.added')
    time.advance(999)
    client.send({ id: 'm1', text: 'hi' })
    await guest.until('post')
    expect(guest.messages.some(({ type }) => type === 'received')).toBe(false)
    time.advance(1)
    expect(await guest.until('received')).toEqual({ type: 'received', seq: 1 })
    guest.send({ type: 'accepted', id: 'm1', seq: 2, at: 1 })
    await record.until(isDelivered('m1', 'sent'))
  })

  test('older messages come a hundred at a time, until there are none', async () => {
    room.host.room.lastSeq = 150
    const { client, record, guest } = await room.enter({ history: 30 }, { complete: false })
    guest.send({ type: 'events', events: loggedMessages(121, 150) })
    await record.until((event) => event.type === 'history.loaded')
    client.loadHistory()
    client.loadHistory()
    const first = await guest.until('page')
    expect(first).toMatchObject({ before: 121, limit: 100 })
    guest.send({ type: 'page', request: 'another', events: [loggedMessage(1)], done: true, more: false })
    guest.send({ type: 'page', request: first.request, events: loggedMessages(21, 60), done: false, more: true })
    guest.send({ type: 'page', request: first.request, events: loggedMessages(61, 120), done: true, more: true })
    const loaded = await record.until((event) => event.type === 'history.loaded' && event.entries[0]?.id === 'log-21')
    expect(loaded).toMatchObject({ more: true, entries: { length: 100 } })
    client.loadHistory()
    const second = await guest.until('page')
    expect(second).toMatchObject({ before: 21 })
    guest.send({ type: 'page', request: second.request, events: loggedMessages(1, 20), done: true, more: false })
    await record.until((event) => event.type === 'history.loaded' && !event.more)
    expect(guest.messages.filter(({ type }) => type === 'page')).toHaveLength(2)
  })

  test('who is writing is said, and forgotten after a while', async () => {
    const { client, record, guest } = await room.enter()
    client.setTyping(true)
    expect(await guest.until('typing')).toEqual({ type: 'typing', on: true })
    guest.send({ type: 'typing', personId: 'host', on: true }, { type: 'typing', personId: 'nobody', on: true })
    await record.until((event) => event.type === 'typing.changed' && !event.on)
    expect(record.events.filter((event) => event.type === 'typing.changed')).toEqual([
      { type: 'typing.changed', personId: 'host', on: true },
      { type: 'typing.changed', personId: 'host', on: false },
    ])
  })

  test('who sends a message has stopped writing', async () => {
    const { record, guest } = await room.enter({ timers: new ManualTimers() })
    guest.send({ type: 'typing', personId: 'host', on: true })
    const author = { personId: 'host', nickname: 'hanna', kind: 'host' } as const
    guest.send({ type: 'events', events: [loggedMessage(1, 'hi', author)] })
    await record.until(isMessage('hi'))
    expect(record.events.slice(-3).map((event) => event.type)).toEqual([
      'typing.changed',
      'typing.changed',
      'message.added',
    ])
  })

  test('a notice is shown; messages of later versions are passed over', async () => {
    const { record, guest } = await room.enter()
    guest.send({ type: 'ask-the-oracle', depth: 3 } as never)
    guest.send({ type: 'notice', message: 'Slow\u0007 down.', tone: 'warning' })
    await record.until((event) => event.type === 'notice.added')
    expect(record.lines).toEqual(['* Slow down.'])
  })

  test('a ping is answered', async () => {
    const { guest } = await room.enter()
    guest.send({ type: 'ping' })
    await guest.until('pong')
  })

  test('paused, it leaves the rest with the host', async () => {
    const { client, record, guest } = await room.enter()
    await record.until((event) => event.type === 'room.described')
    client.pause()
    const size = 16 * 1024 * 1024
    const text = 'x'.repeat(4000)
    let sent = 0
    for (let seq = 1; sent < size; seq += 1) {
      guest.send({ type: 'events', events: [loggedMessage(seq, text)] })
      sent += text.length
    }
    // Time in which everything could have come: somebody else joins.
    await room.enter({ nickname: 'carol' })
    expect(guest.socket.writableLength).toBeGreaterThan(size / 2)
    expect(record.messages).toEqual([])
    client.resume()
    await record.until(() => record.messages.length * text.length >= size)
  })

  test('everything else gets its turn, however much a read becomes', async () => {
    const { client, record, guest } = await room.enter()
    await record.until((event) => event.type === 'room.described')
    const [frames, messages] = [20, 8]
    const deflated = Array.from({ length: frames }, (_, index) => {
      const first = index * messages + 1
      const events = Array.from({ length: messages }, (_, at) =>
        loggedMessage(first + at, randomBytes(200).toString('hex').repeat(9)),
      )
      return frame(deflateRawSync(JSON.stringify({ type: 'events', events })), true)
    })
    // Few reads, whatever they become.
    expect(Buffer.concat(deflated).length).toBeLessThan(64 * 1024)
    let [turn, isDone] = [0, false]
    const count = (): void => {
      turn += 1
      if (!isDone) setImmediate(count)
    }
    count()
    const turns: number[] = []
    client.on('event', (event) => event.type === 'message.added' && turns.push(turn))
    guest.socket.write(Buffer.concat(deflated))
    await record.until(() => record.messages.length === frames * messages)
    isDone = true
    const mostInATurn = Math.max(
      ...Map.groupBy(turns, (turn) => turn)
        .values()
        .map(({ length }) => length),
    )
    expect(mostInATurn).toBeLessThanOrEqual(2 * messages)
  })

  test('leaving waits for what was just sent, and closes politely', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'bye' })
    const left = client.leave()
    await guest.until('post')
    guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 1 })
    await left
    expect(await guest.closed).toBe('fin')
    expect(record.deliveries).toEqual(['m1 sent'])
    expect(record.connections).toEqual([{ status: 'closed', reason: 'You left.' }])
  })
})
