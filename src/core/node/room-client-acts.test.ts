/** What a person changes in a room, and what becomes of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loggedMessage } from '../../../e2e/peers/native-host-script.ts'
import { NativeRoom } from '../../../e2e/peers/native-room.ts'
import { isDelivered, isMessage, isNotice, isSettled } from '../../../e2e/peers/scripted-room.ts'

let room: NativeRoom

beforeEach(async () => {
  room = await NativeRoom.open()
})

afterEach(() => room[Symbol.asyncDispose]())

describe('changing something', () => {
  test('an edit is pending until it can be seen', async () => {
    const visit = await room.enterAndSay()
    const { client, record, guest } = visit
    client.edit('m1', 'hello')
    const edit = await guest.until('edit')
    expect(edit).toMatchObject({ target: 'm1', text: 'hello' })
    guest.send({ type: 'accepted', id: edit.id, seq: 2, at: 1 })
    guest.send({
      type: 'events',
      events: [{ type: 'edited', seq: 2, at: 9, id: edit.id, target: 'm1', personId: client.selfId, text: 'hello' }],
    })
    await record.until(isSettled('m1'))
    expect(record.events.slice(-3)).toEqual([
      { type: 'message.change-pending', id: 'm1', change: { type: 'edit', text: 'hello' } },
      { type: 'message.edited', id: 'm1', text: 'hello', at: 9, revision: 2 },
      { type: 'message.change-pending', id: 'm1', change: null },
    ])
  })

  test('of several changes the last one is shown until it is there', async () => {
    const visit = await room.enterAndSay()
    const { client, record, guest } = visit
    client.edit('m1', 'one')
    client.delete('m1')
    const [edit, deletion] = [await guest.until('edit'), await guest.until('delete')]
    const { selfId: personId } = client
    guest.send({
      type: 'events',
      events: [
        { type: 'edited', seq: 2, at: 9, id: edit.id, target: 'm1', personId, text: 'one' },
        { type: 'deleted', seq: 3, at: 9, id: deletion.id, target: 'm1', personId },
      ],
    })
    await record.until(isSettled('m1'))
    expect(record.pendingChanges).toEqual([
      ['m1', { type: 'edit', text: 'one' }],
      ['m1', { type: 'delete' }],
      ['m1', { type: 'delete' }],
      ['m1', null],
    ])
    // Accepted by now: nothing more is to be said about it.
    guest.send({ type: 'accepted', id: edit.id, seq: 2, at: 1 }, { type: 'accepted', id: deletion.id, seq: 3, at: 1 })
    guest.send({ type: 'events', events: [loggedMessage(4)] })
    await record.until(isMessage('message 4'))
    expect(record.pendingChanges).toHaveLength(4)
  })

  test('what the host refuses is said, and no longer pending', async () => {
    const { client, record, guest } = await room.enterAndSay()
    client.delete('m1')
    const { id } = await guest.until('delete')
    guest.send({ type: 'rejected', id, message: 'It is too \u0007old.' })
    await record.until(isNotice('Not changed: It is too old.'))
    expect(record.pendingChanges).toEqual([
      ['m1', { type: 'delete' }],
      ['m1', null],
    ])
    client.react('m1', '👍', true)
    client.setTopic('Tides')
    client.rename('Alicia')
    const ids = [await guest.until('react'), await guest.until('topic'), await guest.until('rename')].map(
      (act) => act.id,
    )
    for (const id of ids) guest.send({ type: 'rejected', id, message: `No, ${id}.` })
    for (const id of ids) await record.until(isNotice(`Not changed: No, ${id}.`))
  })

  test('a message that was refused is sent again with its new text, and forgotten when it is taken back', async () => {
    const { client, record, guest } = await room.enter()
    client.send({ id: 'm1', text: 'one' })
    client.send({ id: 'm2', text: 'two' })
    guest.send({ type: 'rejected', id: 'm1', message: 'No.' }, { type: 'rejected', id: 'm2', message: 'No.' })
    await record.until(isDelivered('m2', 'failed'))
    client.edit('m1', 'new')
    client.delete('m2')
    while ((await guest.until('post')).text !== 'new');
    expect(record.events.slice(-3)).toEqual([
      { type: 'message.rewritten', id: 'm1', text: 'new' },
      { type: 'message.delivery-changed', id: 'm1', delivery: { state: 'sending' } },
      { type: 'message.discarded', id: 'm2' },
    ])
  })

  test.each([
    ['', 'Not changed: There is nothing in it that the room could show.'],
    ['x'.repeat(5000), 'Not changed: It is too long for one message.'],
  ])('an edit that cannot be one is said', async (text, words) => {
    const { client, record } = await room.enterAndSay()
    client.edit('m1', text)
    await record.until(isNotice(words))
    expect(record.pendingChanges).toEqual([])
  })
})
