/** What was not sent yet when the program ended. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage, type ScriptedGuest } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { RoomRecord } from '../../../e2e/peers/room-record.ts'
import { isConnection, isDelivered, isMessage, ScriptedRoom } from '../../../e2e/peers/scripted-room.ts'
import { applyEvents } from '../common/apply-events.ts'
import { newRoom } from '../common/new-room.ts'
import type { RoomState } from '../common/room.ts'
import type { RoomEventBody } from '../common/room-event.ts'
import { usualHabits } from './client-habits.ts'
import { createIdentity } from './identity.ts'
import { MemoryOutbox } from './outbox.ts'
import type { RoomClient, RoomClientOptions } from './room-client.ts'

const writtenAt = 1000
const closedBefore = 'You had gone before this was sent. Send it again?'

let room: NativeRoom
let outbox: MemoryOutbox
const identity = createIdentity()

beforeEach(async () => {
  room = await NativeRoom.open()
  outbox = new MemoryOutbox(() => writtenAt)
})

afterEach(() => room[Symbol.asyncDispose]())

interface Visit {
  readonly client: RoomClient
  readonly record: RoomRecord
  readonly guest: ScriptedGuest
}

function enter(options: Partial<RoomClientOptions> = {}): Promise<Visit> {
  return room.enter({ outbox, identity, ...options })
}

/** A first visit: says something and ends with the program before the room has decided on anything. */
async function leaveUnsent(...texts: readonly string[]): Promise<void> {
  const { client, guest } = await enter()
  for (const text of texts) client.send({ id: text, text })
  for (const _ of texts) await guest.until('post')
  await client.leave({ keepUnsent: true })
}

function ids(): string[] {
  return outbox.list().map(({ act }) => act.id)
}

function stateAfter(client: RoomClient, events: readonly RoomEventBody[]): RoomState {
  const empty = newRoom({
    id: 'room',
    name: '',
    self: { personId: client.selfId, nickname: 'alice' },
  })
  return applyEvents(
    empty,
    events.map((event, index) => ({ ...event, seq: index + 1 })),
  )
}

describe('what is kept', () => {
  test('everything from when it is asked for until the room has decided, or the person has', async () => {
    const { client, record, guest } = await enter()
    for (const id of ['m1', 'm2', 'm3']) client.send({ id, text: id })
    client.react('m1', '👍', true)
    client.edit('m0', 'new')
    const [react, edit] = [await guest.until('react'), await guest.until('edit')]
    expect(ids()).toEqual(['m1', 'm2', 'm3', react.id, edit.id])
    guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 1 }, { type: 'rejected', id: 'm2', message: 'No.' })
    guest.send({ type: 'rejected', id: react.id, message: 'No.' }, { type: 'rejected', id: edit.id, message: 'No.' })
    await record.until((event) => event.type === 'message.change-pending' && event.change === null)
    expect(ids()).toEqual(['m2', 'm3'])
    client.retry('m2')
    expect(ids()).toEqual(['m2', 'm3'])
    guest.send({ type: 'rejected', id: 'm2', message: 'No.' }, { type: 'accepted', id: 'm3', seq: 2, at: 1 })
    await record.until(isDelivered('m3', 'sent'))
    client.discard('m2')
    expect(ids()).toEqual([])
  })

  test('what waits, as it was changed last', async () => {
    const { client, record, guest } = await enter()
    guest.socket.resetAndDestroy()
    await record.until(isConnection('reconnecting'))
    const replyTo = { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' }
    client.send({ id: 'm1', text: 'one', replyTo })
    client.send({ id: 'm2', text: 'two' })
    client.edit('m1', 'new')
    client.delete('m2')
    expect(outbox.list()).toEqual([
      {
        act: { type: 'post', id: 'm1', text: 'new', replyTo: 'log-1' },
        roomId: 'unproven:room-1',
        shown: { replyTo },
        at: writtenAt,
      },
    ])
  })

  test('nothing when the person leaves, everything when the program ends', async () => {
    await leaveUnsent('m1')
    expect(ids()).toEqual(['m1'])
    const { client, guest } = await enter()
    await guest.until('post')
    await client.leave()
    expect(ids()).toEqual([])
  })

  test('no new name: under which one comes again is decided then', async () => {
    const { client, guest } = await enter()
    client.rename('Alicia')
    await guest.until('rename')
    expect(ids()).toEqual([])
  })
})

describe('in the same room again', () => {
  test('it is shown as it was written, and goes out in order under its ids', async () => {
    const first = await enter()
    const quote = { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' }
    first.client.send({ id: 'm1', text: 'yes', replyTo: quote })
    first.client.send({ id: 'm2', text: 'waves', action: true, to: { personId: 'host', nickname: 'hanna' } })
    first.client.edit('m0', 'new')
    const sent = [await first.guest.until('post'), await first.guest.until('post'), await first.guest.until('edit')]
    await first.client.leave({ keepUnsent: true })
    const { client, record, guest } = await enter()
    client.send({ id: 'm3', text: 'third' })
    const again = [await guest.until('post'), await guest.until('post'), await guest.until('edit')]
    expect(again).toEqual(sent)
    expect(await guest.until('post')).toMatchObject({ id: 'm3' })
    expect(record.messages).toMatchObject([
      { id: 'm1', at: writtenAt, own: true, delivery: { state: 'sending' }, replyTo: quote },
      { id: 'm2', at: writtenAt, isAction: true, to: { nickname: 'hanna' } },
      { id: 'm3' },
    ])
    for (const [index, { id }] of [...again, { id: 'm3' }].entries()) {
      guest.send({ type: 'accepted', id, seq: index + 1, at: 1 })
    }
    guest.send({ type: 'events', events: [loggedMessage(9, 'end')] })
    await record.until(isMessage('end'))
    expect(record.deliveries).toEqual(['m1 sent', 'm2 sent', 'm3 sent'])
    expect(ids()).toEqual([])
  })

  test('a reaction is seen to wait as before, where reconnecting was off', async () => {
    const first = await enter({ habits: () => ({ ...usualHabits, reconnect: false }) })
    first.guest.socket.resetAndDestroy()
    first.client.react('m0', '👍', true)
    await first.record.until(isConnection('closed'))
    await first.client.leave({ keepUnsent: true })
    const { record, guest } = await enter()
    await guest.until('react')
    const reactions = [{ emoji: '👍', on: true }]
    expect(record.events).toContainEqual({ type: 'message.reactions-pending', id: 'm0', reactions })
  })

  test('what had arrived in spite of everything stands where the log has it, once', async () => {
    await leaveUnsent('m1', 'm2')
    room.host.room.lastSeq = 3
    const { client, record, guest } = await enter()
    const author = { personId: client.selfId, nickname: 'alice', kind: 'native' } as const
    guest.send({
      type: 'events',
      events: [{ ...loggedMessage(1, 'm1', author), id: 'm1' }, loggedMessage(2), loggedMessage(3)],
    })
    await record.until((event) => event.type === 'history.loaded')
    guest.send({ type: 'accepted', id: 'm1', seq: 1, at: 1 }, { type: 'accepted', id: 'm2', seq: 4, at: 1 })
    guest.send({ type: 'events', events: [{ ...loggedMessage(4, 'm2', author), id: 'm2' }, loggedMessage(5)] })
    await record.until(isMessage('message 5'))
    const { entries } = stateAfter(client, record.events)
    expect(entries.map(({ id }) => id)).toEqual(['m1', 'log-2', 'log-3', 'm2', 'log-5'])
    expect(entries.flatMap((entry) => (entry.kind === 'message' && entry.own ? [entry.delivery.state] : []))).toEqual([
      'sent',
      'sent',
    ])
    expect(ids()).toEqual([])
  })

  test('as it may have arrived, its words stay and a change follows', async () => {
    await leaveUnsent('m1')
    const { client, guest } = await enter()
    client.edit('m1', 'new')
    expect(await guest.until('post')).toMatchObject({ id: 'm1', text: 'm1' })
    expect(await guest.until('edit')).toMatchObject({ target: 'm1', text: 'new' })
  })
})

describe('in doubt', () => {
  test('another room at the address: the person is asked, and what it answered is left out', async () => {
    const first = await enter()
    first.client.send({ id: 'm1', text: 'yes', replyTo: { id: 'log-1', nickname: 'bob', excerpt: 'Lunch?' } })
    first.client.edit('m0', 'new')
    first.client.react('m0', '👍', true)
    await first.guest.until('react')
    await first.client.leave({ keepUnsent: true })
    room.host.room.id = 'room-2'
    const { client, record, guest } = await enter()
    expect(record.messages).toMatchObject([
      { id: 'm1', delivery: { state: 'failed', reason: 'It was written for another room at this address.' } },
    ])
    expect(record.messages[0]).not.toHaveProperty('replyTo')
    expect(record.lines.slice(1)).toEqual(['* Not changed: You had gone before what you last asked for was done.'])
    expect(ids()).toEqual(['m1'])
    client.retry('m1')
    expect(await guest.until('post')).toEqual({ type: 'post', id: 'm1', text: 'yes' })
    expect(outbox.list()).toMatchObject([{ roomId: 'unproven:room-2' }])
  })

  test('a classic server, where nobody can tell what has arrived', async () => {
    await using classic = await ScriptedRoom.open()
    const first = await classic.enter({ outbox })
    first.connection.socket.resetAndDestroy()
    await first.record.until(isConnection('reconnecting'))
    first.client.send({ id: 'm1', text: 'one' })
    first.client.send({ id: 'm2', text: 'two' })
    await first.client.leave({ keepUnsent: true })
    const { client, record, connection } = await classic.enter({ outbox })
    expect(record.messages.map(({ text, delivery }) => [text, delivery])).toEqual([
      ['one', { state: 'failed', reason: closedBefore }],
      ['two', { state: 'failed', reason: closedBefore }],
    ])
    client.retry('m1')
    client.discard('m2')
    await connection.until('alice: one')
    connection.send('alice: one')
    await record.until(isDelivered('m1', 'sent'))
    expect(record.events).toContainEqual({ type: 'message.discarded', id: 'm2' })
    expect(ids()).toEqual([])
  })

  test('a room that speaks the other protocol by now', async () => {
    await leaveUnsent('m1')
    await using classic = await ScriptedRoom.open()
    const { record } = await classic.enter({ outbox })
    expect(record.messages).toMatchObject([{ id: 'm1', delivery: { state: 'failed', reason: closedBefore } }])
  })

  test('a room that cannot be entered keeps it for later', async () => {
    await leaveUnsent('m1')
    const client = room.createClient({ outbox, identity })
    const record = new RoomRecord(client)
    const joining = client.join()
    const guest = await room.host.accept()
    await guest.upgrade()
    guest.send({ type: 'refused', code: 'full', message: 'The room is full.' })
    expect(await joining).toMatchObject({ ok: false })
    await client.leave({ keepUnsent: true })
    expect(record.messages).toEqual([])
    expect(ids()).toEqual(['m1'])
  })
})
